import type { History } from '../history/history.ts';
import type { Json } from '../history/json.ts';
import { ABSENT } from '../history/value-table.ts';
import { verbCode } from '../history/verb.ts';
import { isPure } from '../history/verb-effect.ts';
import type { Model, ModelOf } from './model.ts';
import { IMPOSSIBLE } from './model.ts';

/**
 * A register with `read`, `write` and `cas`; its state is the number of its value. `get` and `put` work too, so that a
 * key that nobody deletes, appends to or creates is a register as well, then with `initial` left out: no value.
 */
export function register(initial: Json | undefined): ModelOf {
  return (history) => registerFrom(history, initialValue(history, initial));
}

/** The number that stands for the value before the first write; one that no operation has, where none has the value. */
export function initialValue(history: History, initial: Json | undefined): number {
  if (initial === undefined) return ABSENT;
  const known = history.values.find(initial);
  return known === ABSENT ? history.values.size : known;
}

function registerFrom(history: History, initial: number): Model {
  const { verb, observed, written } = history;
  return {
    initial,
    forgets: true,
    holdsValues: true,
    step(state, id) {
      const code = verb[id] ?? 0;
      if (isPure(code)) return observed[id] === state ? state : IMPOSSIBLE;
      if (code === verbCode.cas && observed[id] !== state) return IMPOSSIBLE;
      return written[id] ?? IMPOSSIBLE;
    },
  };
}
