import { must } from '../../lib/assert.ts';
import type { Model } from '../model/model.ts';
import type { Leaning } from './leaning.ts';
import { leaningOf } from './leaning.ts';
import { Search } from './search.ts';
import type { SubHistory } from './sub-history.ts';
import { select, untilEvent } from './sub-history.ts';

/** Each trial may take this many steps for each of its operations, and a few more. */
const STEPS_PER_OPERATION = 64;
const SHRINK_WORDS = 1 << 22;

/**
 * A small part of a sub-history that cannot be linearized either. Leaves out runs of operations, halves first, then
 * ever shorter ones down to single operations, keeping what still fails; nothing more can be left out of the answer
 * alone unless the steps ran out. `sub` must be known not to be linearizable.
 */
export function shrink(sub: SubHistory, model: Model, steps: number): SubHistory {
  const leaning = leaningOf(sub);
  let current = sub;
  let left = steps;
  for (let size = Math.max(1, sub.ids.length >>> 1); ; ) {
    const before = current.ids.length;
    for (let at = 0; at < current.ids.length && left > 0; ) {
      const trial = without(current, leaning, at, at + size);
      left -= trial.ids.length + 64;
      const smaller = failing(trial, model);
      if (smaller === undefined) at += size;
      else current = smaller;
    }
    if (left <= 0 || (size === 1 && current.ids.length === before)) return current;
    size = Math.max(1, Math.min(size >>> 1, current.ids.length >>> 1));
  }
}

/** What the search needed to fail, or `undefined` where it did not fail. */
function failing(trial: SubHistory, model: Model): SubHistory | undefined {
  if (trial.ids.length === 0) return undefined;
  const search = new Search(trial, model, { maxWords: SHRINK_WORDS });
  const answer = search.run(STEPS_PER_OPERATION * trial.ids.length + 4096);
  return answer === 'broken' ? untilEvent(trial, search.furthest) : undefined;
}

/** Leaves out the operations at positions from … to, and all that lean on one of them. */
function without(sub: SubHistory, leaning: Leaning, from: number, to: number): SubHistory {
  const { ids } = sub;
  const gone = new Uint8Array(ids.length);
  const missing = new Set<number>();
  const leave = (position: number): void => {
    gone[position] = 1;
    for (const thing of must(leaning.provides.get(ids[position] ?? -1), 'things provided'))
      missing.add(thing);
  };
  for (let i = from; i < to && i < ids.length; i++) leave(i);
  for (let known = -1; known !== missing.size; ) {
    known = missing.size;
    for (let i = 0; i < ids.length; i++) {
      if (gone[i] === 0 && leaning.needs.get(ids[i] ?? -1)?.some((thing) => missing.has(thing))) leave(i);
    }
  }
  return select(sub, (i) => gone[i] === 0);
}

/** The longest order of the operations, as ids, that a short search without looking ahead comes to. */
export function longestOrder(sub: SubHistory, model: Model): Int32Array {
  const search = new Search(sub, model, { maxWords: SHRINK_WORDS, ahead: 'not at all' });
  search.run(STEPS_PER_OPERATION * sub.ids.length + 4096);
  return search.longest;
}
