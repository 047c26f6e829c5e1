import { takeJudged } from '../linearizable/sub-history.ts';
import type { Budget } from '../linearizable/turns.ts';
import { searchInTurns } from '../linearizable/turns.ts';
import { withoutUnread } from '../linearizable/unread.ts';
import { kAtomicModel } from '../model/k-atomic.ts';
import type { KeyHistory } from './key-history.ts';

/** `above`: not even `most`-atomic. */
export type Atomicity =
  | { readonly kind: 'atomic'; readonly k: number }
  | { readonly kind: 'above'; readonly most: number }
  | { readonly kind: 'undecided'; readonly reason: string };

/**
 * The smallest k from `least` to `most` for which the key is k-atomic: in some order that keeps real time, every read returns one
 * of the k freshest values. Decided by search, each k with the whole budget; Golab, Li and Shah (2011) have a quick way for
 * k = 2 and none is known beyond.
 */
export function smallestAtomicity(of: KeyHistory, least: number, most: number, budget: Budget): Atomicity {
  const sub = withoutUnread(takeJudged(of.history, of.ids));
  for (let k = least; k <= most; k++) {
    const answer = searchInTurns([sub], kAtomicModel(of.history, k, of.initial), budget);
    if (answer.kind === 'holds') return { kind: 'atomic', k };
    if (answer.kind === 'undecided') return { kind: 'undecided', reason: `${k}-atomic: ${answer.reason}` };
  }
  return { kind: 'above', most };
}
