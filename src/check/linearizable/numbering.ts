/** Gives numbers from 0 upwards to other numbers, each the same one whenever it is asked for. */
export class Numbering {
  readonly #keys: Int32Array;
  /** One more than the number given, 0 where the slot is free. */
  readonly #numbers: Int32Array;
  size = 0;

  /** @param most that will be asked for */
  constructor(most: number) {
    let slots = 4;
    while (slots < 2 * most) slots *= 2;
    this.#keys = new Int32Array(slots);
    this.#numbers = new Int32Array(slots);
  }

  of(key: number): number {
    const mask = this.#keys.length - 1;
    let slot = (Math.imul(key, 0x9e3779b1) >>> 7) & mask;
    for (let number = this.#numbers[slot] ?? 0; number !== 0; number = this.#numbers[slot] ?? 0) {
      if (this.#keys[slot] === key) return number - 1;
      slot = (slot + 1) & mask;
    }
    this.#keys[slot] = key;
    this.#numbers[slot] = ++this.size;
    return this.size - 1;
  }
}
