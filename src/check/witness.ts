import type { History, Operation } from './history/history.ts';
import { operationAt } from './history/history.ts';

/** Why a history cannot be what it was said to be. */
export interface HistoryWitness {
  /** One sentence. */
  readonly why: string;
  /** Operations that contradict each other, by their calls; as few as could be found. */
  readonly operations: readonly Operation[];
  /** The longest legal order of the key's operations that the search came to, where one was searched. */
  readonly longest?: readonly Operation[];
}

export function witnessOf(history: History, why: string, ids: Iterable<number>): HistoryWitness {
  return { why, operations: Array.from(ids, (id) => operationAt(history, id)) };
}
