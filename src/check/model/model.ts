import type { History } from '../history/history.ts';

/** The answer of `step` when the operation cannot happen in that state with that result. */
export const IMPOSSIBLE = -1;

/**
 * An object as it would behave with one client: a pure step function over numbered states.
 *
 * `step(state, id)` is the state after operation `id` of the history, or `IMPOSSIBLE`. An operation that returned ok
 * must have happened with that result. One whose outcome is unknown may be stepped at any point after its call, or
 * never. A failed one never happened: it asserts nothing, not even that it had a reason to fail, and is never stepped.
 */
export interface Model {
  /** At least 0, like every state. */
  readonly initial: number;
  step(state: number, id: number): number;
  /**
   * True when the state after a `write` or `put` says nothing of the state before, so that one with an unknown outcome
   * matters only if the very next operation depends on it. The search then tries it nowhere else.
   */
  readonly forgets: boolean;
  /**
   * True when the state is the number of what was last stored, or `ABSENT`, so that an operation that observes a value
   * has to come after one that stores it. Appends aside.
   */
  readonly holdsValues: boolean;
  /**
   * A state in which every `read` and `get` is impossible until a `write`, `put`, `update` or `delete`. The search
   * leaves it out where an answered one would have to come first.
   */
  readonly dark?: number;
}

/** A model speaks of the operations of one history. */
export type ModelOf = (history: History) => Model;
