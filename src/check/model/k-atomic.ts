import { assert, must } from '../../lib/assert.ts';
import type { History } from '../history/history.ts';
import type { Json } from '../history/json.ts';
import { isBlind, isPure } from '../history/verb-effect.ts';
import type { Model, ModelOf } from './model.ts';
import { IMPOSSIBLE } from './model.ts';
import { initialValue } from './register.ts';

/**
 * A register whose reads may return any of the k freshest values: 1-atomic is linearizable.
 * Aiyer, Alvisi, Bazzi, On the availability of non-strict quorum systems, DISC 2005. The state is the number of a tuple
 * of values, freshest first. Reads and writes only.
 */
export function kAtomicRegister(k: number, initial: Json | undefined): ModelOf {
  return (history) => kAtomicModel(history, k, initialValue(history, initial));
}

/** The same with the number of the initial value. */
export function kAtomicModel(history: History, k: number, initial: number): Model {
  assert(Number.isInteger(k) && k > 0, 'k counts values');
  const tuples: (readonly number[])[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (tuple: readonly number[]): number => {
    const name = tuple.join(' ');
    const known = numbers.get(name);
    if (known !== undefined) return known;
    const number = tuples.push(tuple) - 1;
    numbers.set(name, number);
    return number;
  };
  return {
    initial: numberOf([initial]),
    forgets: false,
    holdsValues: false,
    step(state, id) {
      const tuple = must(tuples[state], 'state of a k-atomic register');
      const verb = history.verb[id] ?? 0;
      if (isPure(verb)) return tuple.includes(history.observed[id] ?? 0) ? state : IMPOSSIBLE;
      assert(isBlind(verb), 'k-atomicity speaks of reads and writes');
      return numberOf([history.written[id] ?? 0, ...tuple].slice(0, k));
    },
  };
}
