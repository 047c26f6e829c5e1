import { canonicalText, type Json } from './json.ts';

/** The number of "no value": what a `get` of a missing key observes, and what an operation without a value carries. */
export const ABSENT = 0;

/** Gives every distinct JSON value a small number, so that checkers compare and index numbers. */
export class ValueTable {
  readonly #scalars = new Map<Json, number>();
  readonly #composites = new Map<string, number>();
  readonly #values: (Json | undefined)[] = [undefined];

  /** One more than the greatest number given out. */
  get size(): number {
    return this.#values.length;
  }

  intern(value: Json): number {
    const known = this.find(value);
    if (known !== undefined) return known;
    const id = this.#values.push(value) - 1;
    if (isScalar(value)) this.#scalars.set(value, id);
    else this.#composites.set(canonicalText(value), id);
    return id;
  }

  find(value: Json): number | undefined {
    return isScalar(value) ? this.#scalars.get(value) : this.#composites.get(canonicalText(value));
  }

  /** The value behind a number; `undefined` for `ABSENT` and for numbers never given out. */
  at(id: number): Json | undefined {
    return this.#values[id];
  }
}

function isScalar(value: Json): boolean {
  return value === null || typeof value !== 'object';
}
