import { unreachable } from '../../lib/assert.ts';
import type { History } from '../history/history.ts';
import { ABSENT } from '../history/value-table.ts';
import { verbNames } from '../history/verb.ts';
import type { Model } from './model.ts';
import { IMPOSSIBLE } from './model.ts';
import { TextStates } from './text-states.ts';

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
  const texts = new TextStates(history);
  return {
    initial: ABSENT,
    forgets: true,
    holdsValues: true,
    dark: texts.dark,
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
          return texts.append(history.key[id] ?? 0, state, value);
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
