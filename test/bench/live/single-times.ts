import type { Contestant } from './contestant.ts';
import type { Verb } from './dialect.ts';
import type { LoadProcess } from './load-process.ts';

/** How long one client waits that asks one thing after the other. Unit: milliseconds. */
export interface SingleTime {
  readonly name: string;
  readonly verb: Verb;
  readonly mean: number;
  readonly p50: number;
  readonly p99: number;
}

const OPERATIONS = 1_000;

/** Insertion, retrieval and deletion time: each of a thousand keys, over one connection. */
export async function measureSingleTimes(
  contestant: Contestant,
  load: LoadProcess,
): Promise<readonly SingleTime[]> {
  const [[, dialect] = ['', 'orrery'] as const] = contestant.levels;
  const times: SingleTime[] = [];
  for (const verb of ['put', 'get', 'delete'] as const) {
    const plan = { dialect, verb, connections: 1, questions: OPERATIONS, warmUpMs: 0, measuredMs: 30_000 };
    const { mean, p50, p99 } = await load.slice(contestant, plan);
    times.push({ name: contestant.name, verb, mean, p50, p99 });
  }
  return times;
}
