import { OPEN } from '../history/history.ts';
import type { Verdict } from '../verdict.ts';
import { broken, holds, undecided } from '../verdict.ts';
import type { HistoryWitness } from '../witness.ts';
import { witnessOf } from '../witness.ts';
import type { KeyHistory } from './key-history.ts';
import { callOf, returnOf } from './key-history.ts';

/**
 * Convergent: when all has become quiet, everybody reads the same. Compares the last read of each process among those
 * called at or after event `quietFrom`; by default, once every write was called and every write that returned had.
 * Undecided when fewer than two processes read so late.
 */
export function checkConvergent(
  of: KeyHistory,
  quietFrom: number = afterWrites(of),
): Verdict<HistoryWitness> {
  const last = new Map<number, number>();
  for (const read of of.reads)
    if (callOf(of, read) >= quietFrom) last.set(of.history.process[read] ?? 0, read);
  const [first, ...others] = [...last.values()].sort((a, b) => a - b);
  if (first === undefined || others.length === 0)
    return undecided('fewer than two processes read after the last write');
  const other = others.find((read) => of.history.observed[read] !== of.history.observed[first]);
  if (other === undefined) return holds;
  return broken(witnessOf(of.history, 'last reads, after all writes, of different values', [first, other]));
}

function afterWrites(of: KeyHistory): number {
  let quiet = 0;
  for (const write of of.writes) {
    const end = returnOf(of, write);
    quiet = Math.max(quiet, callOf(of, write), end === OPEN ? 0 : end);
  }
  return quiet;
}
