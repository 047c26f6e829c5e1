import { median } from '../measure.ts';
import type { Contestant } from './contestant.ts';
import type { LoadProcess, Slice } from './load-process.ts';

/** A closed loop, over all rounds. Ratios are to the bare server in the same round: the median of them. */
export interface Rate {
  readonly name: string;
  readonly level: string;
  readonly verb: 'put' | 'get';
  readonly connections: number;
  readonly rate: number;
  readonly rateOfBare: number;
  readonly mean: number;
  readonly p50: number;
  readonly p99: number;
  readonly p99OfBare: number;
  readonly p999: number;
  /** Refused, failed or cut off. */
  readonly failures: number;
  /** Of all its processes, for one answer. */
  readonly cpuMicros: number;
  readonly cpuOfBare: number;
  /** Of the load, for one answer. */
  readonly loadMicros: number;
}

export interface RatePlan {
  readonly connections: readonly number[];
  readonly rounds: number;
  readonly measuredMs: number;
}

const WARM_UP_MS = 300;

/**
 * The bare server and all levels of a contestant in turn, round by round, each for a short while: what else the machine has to
 * do slows all of them. Yields a row for each verb, number of connections and level.
 */
export async function* measureRates(
  bare: Contestant,
  contestant: Contestant,
  load: LoadProcess,
  { connections: several, rounds, measuredMs }: RatePlan,
): AsyncGenerator<Rate> {
  await load.fill(contestant);
  for (const connections of several)
    for (const verb of ['put', 'get'] as const) {
      const plan = { verb, connections, warmUpMs: WARM_UP_MS, measuredMs };
      const bares: Slice[] = [];
      const slices = contestant.levels.map((): Slice[] => []);
      for (let round = 0; round < rounds; round += 1) {
        bares.push(await load.slice(bare, { ...plan, dialect: 'orrery' }));
        for (const [nth, [, dialect]] of contestant.levels.entries())
          slices[nth]?.push(await load.slice(contestant, { ...plan, dialect }));
      }
      for (const [nth, [level]] of contestant.levels.entries())
        yield { name: contestant.name, level, verb, connections, ...summaryOf(slices[nth] ?? [], bares) };
    }
}

export function summaryOf(slices: readonly Slice[], bares: readonly Slice[]) {
  const of = (figure: (slice: Slice) => number) => median(slices.map(figure));
  const ofBare = (figure: (slice: Slice) => number) =>
    median(slices.map((slice, round) => figure(slice) / figure(bares[round] ?? slice)));
  return {
    rate: of(({ rate }) => rate),
    rateOfBare: ofBare(({ rate }) => rate),
    mean: of(({ mean }) => mean),
    p50: of(({ p50 }) => p50),
    p99: of(({ p99 }) => p99),
    p99OfBare: ofBare(({ p99 }) => p99),
    p999: of(({ p999 }) => p999),
    failures: slices.reduce((sum, { fates }) => sum + fates.failed + fates.refused, 0),
    cpuMicros: of(({ cpuMicros }) => cpuMicros),
    cpuOfBare: ofBare(({ cpuMicros }) => cpuMicros),
    loadMicros: of(({ loadCpuMs, answered }) => (1_000 * loadCpuMs) / answered),
  };
}
