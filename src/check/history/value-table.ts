import { growInts } from './grow.ts';
import type { Json } from './json.ts';
import { canonicalText } from './json.ts';

/** The number of "no value": what a `get` of a missing key observes, and what an operation without a value carries. */
export const ABSENT = 0;

/** Whole numbers below this are looked up by index. 16 MiB at most, grown as needed. */
const SMALL = 1 << 22;

/** Gives every distinct JSON value a small number, so that checkers compare and index numbers. */
export class ValueTable {
  #small = new Int32Array(16);
  readonly #scalars = new Map<Json, number>();
  readonly #composites = new Map<string, number>();
  readonly #values: (Json | undefined)[] = [undefined];

  /** One more than the greatest number given out. */
  get size(): number {
    return this.#values.length;
  }

  intern(value: Json): number {
    const known = this.find(value);
    if (known !== ABSENT) return known;
    const id = this.#values.push(value) - 1;
    if (isSmall(value)) {
      while (value >= this.#small.length) this.#small = growInts(this.#small);
      this.#small[value] = id;
    } else if (isScalar(value)) {
      this.#scalars.set(value, id);
    } else {
      this.#composites.set(canonicalText(value), id);
    }
    return id;
  }

  /** `ABSENT` for a value that no operation has. */
  find(value: Json): number {
    if (isSmall(value)) return this.#small[value] ?? ABSENT;
    return (
      (isScalar(value) ? this.#scalars.get(value) : this.#composites.get(canonicalText(value))) ?? ABSENT
    );
  }

  /** The value behind a number; `undefined` for `ABSENT` and for numbers never given out. */
  at(id: number): Json | undefined {
    return this.#values[id];
  }
}

function isSmall(value: Json): value is number {
  return typeof value === 'number' && value >= 0 && value < SMALL && Number.isInteger(value);
}

function isScalar(value: Json): boolean {
  return value === null || typeof value !== 'object';
}
