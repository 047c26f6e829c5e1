/** One measured figure, with the bar it should keep, if it has one. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  /** `ms`, `s`, `×`, `%`, `B`, `MB`, `M/s`, `ticks` or `seeds/s`; empty for a count. */
  readonly unit: string;
  /** It should be no more. */
  readonly bar?: number;
  /** It should be no less. */
  readonly least?: number;
  /** Of what the figure is the median: the largest less the smallest, in parts of it. */
  readonly spread?: number;
}

/** Whether a figure keeps its bar; undefined where it has none. */
export function isKept({ value, bar, least }: Figure): boolean | undefined {
  if (bar !== undefined) return value <= bar;
  return least === undefined ? undefined : value >= least;
}

/** The middle one; of an even number the upper of the two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

export function spread(values: readonly number[]): number {
  return (Math.max(...values) - Math.min(...values)) / median(values);
}

/** Wall time of one call. Unit: milliseconds. */
export function millisOf(act: () => unknown): number {
  const before = performance.now();
  act();
  return performance.now() - before;
}

/** Processor time of one call, all threads of this process counted. Unit: milliseconds. */
export function cpuMillisOf(act: () => unknown): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/**
 * Medians of several acts, taken in turn, so that whatever slows the machine down for a while slows all of them.
 * Each is called once before, unmeasured.
 */
export function mediansInTurn(
  rounds: number,
  acts: readonly (() => unknown)[],
  measure: (act: () => unknown) => number = millisOf,
): readonly number[] {
  const times = acts.map((): number[] => []);
  for (const act of acts) act();
  for (let round = 0; round < rounds; round += 1)
    for (const [i, act] of acts.entries()) times[i]?.push(measure(act));
  return times.map(median);
}
