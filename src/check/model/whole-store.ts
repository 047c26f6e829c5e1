import { must } from '../../lib/assert.ts';
import type { History } from '../history/history.ts';
import type { Model, ModelOf } from './model.ts';
import { IMPOSSIBLE } from './model.ts';

/**
 * All keys as one object, each behaving as `ofKey` says. Linearizability is local (Herlihy and Wing 1990, theorem 1), so
 * checking key by key says the same and is cheaper; this is for showing that, and for models that are not local.
 */
export function wholeStore(ofKey: ModelOf): ModelOf {
  return (history) => product(history, ofKey(history));
}

function product(history: History, part: Model): Model {
  const states: (readonly number[])[] = [];
  const numbers = new Map<string, number>();
  const steps = new Map<number, number>();
  const numberOf = (parts: readonly number[]): number => {
    const name = parts.join(' ');
    const known = numbers.get(name);
    if (known !== undefined) return known;
    const number = states.push(parts) - 1;
    numbers.set(name, number);
    return number;
  };
  const initial = numberOf(history.keys.map(() => part.initial));
  return {
    initial,
    forgets: false,
    holdsValues: false,
    step(state, id) {
      const pair = state * history.size + id;
      const known = steps.get(pair);
      if (known !== undefined) return known;
      const parts = must(states[state], 'state of the store');
      const key = must(history.key[id], 'key of an operation');
      const next = part.step(must(parts[key], 'state of a key'), id);
      const after = next === IMPOSSIBLE ? IMPOSSIBLE : numberOf(parts.with(key, next));
      steps.set(pair, after);
      return after;
    },
  };
}
