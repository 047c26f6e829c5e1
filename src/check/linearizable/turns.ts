import { must } from '../../lib/assert.ts';
import type { Model } from '../model/model.ts';
import { Search } from './search.ts';
import type { SubHistory } from './sub-history.ts';

/** What a check may use, for all keys together. Steps, not time: the same history always gets the same verdict. */
export interface Budget {
  readonly steps: number;
  /** Of four bytes, for remembering where the search has been. */
  readonly words: number;
}

/** A few seconds and 256 MiB. */
export const defaultBudget: Budget = { steps: 100_000_000, words: 1 << 26 };

export type TurnsAnswer =
  | { readonly kind: 'holds' }
  | {
      readonly kind: 'broken';
      readonly part: number;
      readonly furthest: number;
    }
  | { readonly kind: 'undecided'; readonly reason: string };

const FIRST_SLICE = 4096;
const LAST_SLICE = 1 << 20;

interface Running {
  readonly part: number;
  readonly search: Search;
}

/**
 * Searches the parts in turns, each turn twice as long as the one before, so that a part whose search explodes does
 * not keep another from being refuted quickly. Parts that end in their first turn leave nothing in memory.
 */
export function searchInTurns(parts: readonly SubHistory[], model: Model, budget: Budget): TurnsAnswer {
  let waiting: readonly (Running | number)[] = parts.map((_, part) => part);
  let steps = budget.steps;
  let reason = '';
  for (let slice = FIRST_SLICE; waiting.length > 0; slice = Math.min(slice * 2, LAST_SLICE)) {
    const still: Running[] = [];
    let words = 0;
    for (const next of waiting) {
      if (steps <= 0) return { kind: 'undecided', reason: `not decided within ${budget.steps} steps` };
      const running = typeof next === 'number' ? begin(parts, next, model, budget) : next;
      const turn = Math.min(steps, slice);
      const state = running.search.run(turn);
      const { search, part } = running;
      if (state === 'broken') return { kind: state, part, furthest: search.furthest };
      if (state === 'holds') continue;
      steps -= turn;
      words += search.words;
      if (state === 'running' && words <= budget.words) still.push(running);
      else reason = `not decided within ${budget.words} words of memory`;
    }
    waiting = still;
  }
  return reason === '' ? { kind: 'holds' } : { kind: 'undecided', reason };
}

function begin(parts: readonly SubHistory[], part: number, model: Model, budget: Budget): Running {
  const sub = must(parts[part], 'part of a history');
  return { part, search: new Search(sub, model, { maxWords: budget.words }) };
}
