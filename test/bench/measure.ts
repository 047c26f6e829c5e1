/** One measured figure, with the bar it should stay below, if it has one. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  /** `ms`, `s`, `×`, `%`, `B`, `ticks` or `seeds/s`; empty for a count. */
  readonly unit: string;
  readonly bar?: number;
  /** The bar it should stay above. */
  readonly atLeast?: number;
}

/** The middle one; of an even number the upper of the two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** Wall time of one call. Unit: milliseconds. */
export function millisOf(act: () => unknown): number {
  const before = performance.now();
  act();
  return performance.now() - before;
}

/**
 * Medians of several acts, taken in turn, so that whatever slows the machine down for a while slows all of them.
 * Each is called once before, unmeasured.
 */
export function mediansInTurn(rounds: number, acts: readonly (() => unknown)[]): readonly number[] {
  const times = acts.map((): number[] => []);
  for (const act of acts) act();
  for (let round = 0; round < rounds; round += 1)
    for (const [i, act] of acts.entries()) times[i]?.push(millisOf(act));
  return times.map(median);
}
