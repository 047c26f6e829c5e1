import { median } from '../measure.ts';
import type { Contestant } from './contestant.ts';
import { residentBytes } from './contestant.ts';
import type { LoadProcess } from './load-process.ts';

/** Memory of all nodes together under a load that goes on. */
export interface Soak {
  readonly name: string;
  readonly seconds: number;
  readonly answered: number;
  readonly failures: number;
  /** After each piece. Unit: bytes. */
  readonly resident: readonly number[];
  /** What the last quarter has more than the second, as a part of that: the first one warms up. */
  readonly growth: number;
}

const PIECES = 20;
const CONNECTIONS = 50;

/** Writes and reads in turn, over the same keys. */
export async function soak(contestant: Contestant, load: LoadProcess, seconds: number): Promise<Soak> {
  const [[, dialect] = ['', 'orrery'] as const] = contestant.levels;
  await load.fill(contestant);
  const resident: number[] = [];
  let answered = 0;
  let failures = 0;
  for (let piece = 0; piece < PIECES; piece += 1) {
    const plan = { dialect, connections: CONNECTIONS, warmUpMs: 0, measuredMs: (500 * seconds) / PIECES };
    for (const verb of ['put', 'get'] as const) {
      const { fates } = await load.slice(contestant, { ...plan, verb });
      answered += fates.ok;
      failures += fates.failed + fates.refused;
    }
    resident.push(contestant.pids.reduce((sum, pid) => sum + residentBytes(pid), 0));
  }
  return { name: contestant.name, seconds, answered, failures, resident, growth: growthOf(resident) };
}

export function growthOf(resident: readonly number[]): number {
  const quarter = resident.length >> 2;
  const before = median(resident.slice(quarter, 2 * quarter));
  return median(resident.slice(-quarter)) / before - 1;
}
