import { unreachable } from '../../lib/assert.ts';
import type { History } from '../history/history.ts';
import { ABSENT } from '../history/value-table.ts';
import { verbNames } from '../history/verb.ts';
import { IMPOSSIBLE, type Model } from './model.ts';

/**
 * One key of a store; its state is the number of its value, or `ABSENT`, with which it begins.
 *
 * | ok of | asserts that the key | leaves |
 * | --- | --- | --- |
 * | get | held what it returned, or nothing | it so |
 * | put | – | the value |
 * | append | held text or nothing | the text with the value at its end |
 * | create | held nothing | the value |
 * | update | held something | the value |
 * | delete | held something | nothing |
 */
export function keyOfStore(history: History): Model {
  const { verb, observed, written } = history;
  const append = appender(history);
  return {
    initial: ABSENT,
    forgets: true,
    step(state, id) {
      const name = verbNames[verb[id] ?? 0] ?? 'get';
      const value = written[id] ?? ABSENT;
      switch (name) {
        case 'get':
        case 'read':
          return observed[id] === state ? state : IMPOSSIBLE;
        case 'put':
        case 'write':
          return value;
        case 'append':
          return append(state, value);
        case 'create':
          return state === ABSENT ? value : IMPOSSIBLE;
        case 'update':
          return state === ABSENT ? IMPOSSIBLE : value;
        case 'delete':
          return state === ABSENT ? IMPOSSIBLE : ABSENT;
        case 'cas':
          return observed[id] === state ? value : IMPOSSIBLE;
        default:
          return unreachable(name);
      }
    },
  };
}

/** Texts that no operation carries get numbers above those of the history. Each pair is joined once. */
function appender(history: History): (state: number, suffix: number) => number {
  const { values } = history;
  const known = values.size;
  const derived = new Map<string, number>();
  const texts: string[] = [];
  const joined = new Map<number, number>();

  const textOf = (state: number): string | undefined => {
    if (state === ABSENT) return '';
    const value = state < known ? values.at(state) : texts[state - known];
    return typeof value === 'string' ? value : undefined;
  };
  const join = (state: number, suffix: number): number => {
    const before = textOf(state);
    const after = textOf(suffix);
    if (before === undefined || after === undefined) return IMPOSSIBLE;
    const text = before + after;
    const found = values.find(text);
    if (found !== ABSENT && found < known) return found;
    const again = derived.get(text);
    if (again !== undefined) return again;
    const state2 = known + texts.push(text) - 1;
    derived.set(text, state2);
    return state2;
  };
  return (state, suffix) => {
    const pair = state * known + suffix;
    const before = joined.get(pair);
    if (before !== undefined) return before;
    const next = join(state, suffix);
    joined.set(pair, next);
    return next;
  };
}
