import type { History } from '../history/history.ts';
import { OPEN, outcomeCode } from '../history/history.ts';
import type { Partition } from '../history/partition.ts';
import { isBlind, isPure } from '../history/verb-effect.ts';

/** What an operation is to a checker of plain registers. `nothing`: it failed, or read and had no answer. */
export const role = { nothing: 0, write: 1, read: 2, foreign: 3 } as const;

/**
 * What such a checker looks at, key by key in the order of `Partition.ids`: with many keys, the columns of a history
 * keep it waiting for memory.
 */
export interface KeyedColumns {
  /** A `role`. */
  readonly roles: Uint8Array;
  /** What was written or observed. */
  readonly values: Int32Array;
  readonly calls: Int32Array;
  readonly returns: Int32Array;
}

export function groupByKey(history: History, partition: Partition): KeyedColumns {
  const { size, key, verb, outcome, observed, written, call } = history;
  const ends = history.return;
  const free = partition.starts.slice();
  const roles = new Uint8Array(size);
  const values = new Int32Array(size);
  const calls = new Int32Array(size);
  const returns = new Int32Array(size);
  for (let id = 0; id < size; id++) {
    const k = key[id] ?? 0;
    const row = free[k] ?? 0;
    free[k] = row + 1;
    const reads = isPure(verb[id] ?? 0);
    roles[row] = roleOf(verb[id] ?? 0, outcome[id] ?? 0);
    values[row] = (reads ? observed[id] : written[id]) ?? 0;
    calls[row] = call[id] ?? 0;
    returns[row] = ends[id] ?? OPEN;
  }
  return { roles, values, calls, returns };
}

function roleOf(verb: number, outcome: number): number {
  if (isPure(verb)) return outcome === outcomeCode.ok ? role.read : role.nothing;
  if (!isBlind(verb)) return role.foreign;
  return outcome === outcomeCode.failed ? role.nothing : role.write;
}
