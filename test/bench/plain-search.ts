import type { History } from '../../src/check/history/history.ts';
import { OPEN } from '../../src/check/history/history.ts';
import { idsOfKey, partitionByKey } from '../../src/check/history/partition.ts';
import type { Model } from '../../src/check/model/model.ts';
import { IMPOSSIBLE } from '../../src/check/model/model.ts';

/**
 * The search of Wing and Gong with Lowe's cache as the papers have it, and nothing besides: calls and returns as a linked
 * list, a bitset of what is done, a table of what was visited; one key after the other. What ours is measured against.
 */
export function plainlyLinearizable(history: History, model: Model): boolean {
  const partition = partitionByKey(history);
  return history.keys.every((_, key) => searchPlainly(history, idsOfKey(partition, key), model));
}

/** @param ids operations that all returned with ok, in order of their calls */
export function searchPlainly(history: History, ids: Int32Array, model: Model): boolean {
  const n = ids.length;
  const end = 2 * n;
  const { next, previous } = listOf(history, ids);
  const words = new Int32Array((n + 31) >>> 5);
  const visited = new Map<number, { readonly state: number; readonly words: Int32Array }[]>();
  const stack = new Int32Array(n);
  const states = new Int32Array(n);
  let depth = 0;
  let hash = 0;
  let state = model.initial;
  let entry = next[end] ?? end;
  const unlink = (at: number): void => {
    next[previous[at] ?? 0] = next[at] ?? 0;
    previous[next[at] ?? 0] = previous[at] ?? 0;
  };
  const relink = (at: number): void => {
    next[previous[at] ?? 0] = at;
    previous[next[at] ?? 0] = at;
  };
  const isNew = (after: number): boolean => {
    const name = (hash ^ Math.imul(after + 1, 0x9e3779b1)) | 0;
    const same = visited.get(name);
    if (same?.some((one) => one.state === after && one.words.every((word, i) => word === words[i])))
      return false;
    const pair = { state: after, words: words.slice() };
    if (same === undefined) visited.set(name, [pair]);
    else same.push(pair);
    return true;
  };
  while (next[end] !== end) {
    if (entry < n) {
      const after = model.step(state, ids[entry] ?? 0);
      const bit = 1 << (entry & 31);
      if (after !== IMPOSSIBLE) {
        words[entry >>> 5] = (words[entry >>> 5] ?? 0) | bit;
        hash ^= mix(entry);
        if (isNew(after)) {
          stack[depth] = entry;
          states[depth++] = state;
          state = after;
          unlink(entry);
          unlink(n + entry);
          entry = next[end] ?? end;
          continue;
        }
        words[entry >>> 5] = (words[entry >>> 5] ?? 0) & ~bit;
        hash ^= mix(entry);
      }
      entry = next[entry] ?? end;
    } else {
      if (depth === 0) return false;
      const last = stack[--depth] ?? 0;
      state = states[depth] ?? 0;
      words[last >>> 5] = (words[last >>> 5] ?? 0) & ~(1 << (last & 31));
      hash ^= mix(last);
      relink(n + last);
      relink(last);
      entry = next[last] ?? end;
    }
  }
  return true;
}

/** Entry i is the call of operation i, n + i its return, 2n both ends. */
function listOf(history: History, ids: Int32Array) {
  const n = ids.length;
  const events = new Float64Array(2 * n);
  for (let i = 0; i < n; i++) {
    events[i] = (history.call[ids[i] ?? 0] ?? 0) * 2 * n + i;
    events[n + i] = (history.return[ids[i] ?? 0] ?? OPEN) * 2 * n + n + i;
  }
  events.sort();
  const next = new Int32Array(2 * n + 1);
  const previous = new Int32Array(2 * n + 1);
  let last = 2 * n;
  for (const event of events) {
    const entry = event % (2 * n);
    next[last] = entry;
    previous[entry] = last;
    last = entry;
  }
  next[last] = 2 * n;
  previous[2 * n] = last;
  return { next, previous };
}

function mix(bit: number): number {
  const x = Math.imul(bit + 0x7f4a7c15, 0x9e3779b1);
  return Math.imul(x ^ (x >>> 16), 0x85ebca6b);
}
