import { compareText } from '../../lib/order.ts';
import type { History } from '../history/history.ts';
import { ABSENT } from '../history/value-table.ts';
import { verbCode } from '../history/verb.ts';
import { IMPOSSIBLE } from './model.ts';

/**
 * The states of texts that grow. A text that no observed text of its key begins with can never be seen, however it
 * grows: all of those are the one state `dark`, which spares the search the orders of appends that nobody looked at.
 */
export class TextStates {
  readonly #history: History;
  /** Texts get their numbers in the history, or above these. */
  readonly #known: number;
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];
  readonly #steps = new Map<number, Map<number, number>>();
  readonly #observed = new Map<number, readonly string[]>();
  readonly dark: number;

  constructor(history: History) {
    this.#history = history;
    this.#known = history.values.size;
    this.dark = this.#known;
    this.#texts.push('');
  }

  /** The state of `key` after the text numbered `suffix` is appended. Each pair is joined once. */
  append(key: number, state: number, suffix: number): number {
    if (state === this.dark) return state;
    let steps = this.#steps.get(key);
    if (steps === undefined) {
      steps = new Map();
      this.#steps.set(key, steps);
    }
    const pair = state * this.#known + suffix;
    const known = steps.get(pair);
    if (known !== undefined) return known;
    const next = this.#join(key, state, suffix);
    steps.set(pair, next);
    return next;
  }

  #join(key: number, state: number, suffix: number): number {
    const before = this.#textOf(state);
    const after = this.#textOf(suffix);
    if (before === undefined || after === undefined) return IMPOSSIBLE;
    const text = before + after;
    return this.#isSeen(key, text) ? this.#numberOf(text) : this.dark;
  }

  #textOf(state: number): string | undefined {
    if (state === ABSENT) return '';
    const value = state < this.#known ? this.#history.values.at(state) : this.#texts[state - this.#known];
    return typeof value === 'string' ? value : undefined;
  }

  #numberOf(text: string): number {
    const inHistory = this.#history.values.find(text);
    if (inHistory !== ABSENT) return inHistory;
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#known + this.#texts.push(text) - 1;
    this.#numbers.set(text, number);
    return number;
  }

  /** Does an observed text of the key begin with this one? The first that is not before it does, if any. */
  #isSeen(key: number, text: string): boolean {
    const observed = this.#observedOf(key);
    let low = 0;
    let high = observed.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareText(observed[middle] ?? '', text) < 0) low = middle + 1;
      else high = middle;
    }
    return observed[low]?.startsWith(text) ?? false;
  }

  #observedOf(key: number): readonly string[] {
    const known = this.#observed.get(key);
    if (known !== undefined) return known;
    const { size, verb, observed, values } = this.#history;
    const texts = new Set<string>();
    for (let id = 0; id < size; id++) {
      if (this.#history.key[id] !== key || verb[id] !== verbCode.get) continue;
      const text = values.at(observed[id] ?? ABSENT);
      if (typeof text === 'string') texts.add(text);
    }
    const sorted = [...texts].sort(compareText);
    this.#observed.set(key, sorted);
    return sorted;
  }
}
