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
    const slot = this.#slotOf(key);
    const number = this.#numbers[slot] ?? 0;
    if (number !== 0) return number - 1;
    this.#keys[slot] = key;
    this.#numbers[slot] = ++this.size;
    return this.size - 1;
  }

  has(key: number): boolean {
    return this.#numbers[this.#slotOf(key)] !== 0;
  }

  /** Where the key is, or would be. */
  #slotOf(key: number): number {
    const keys = this.#keys;
    const numbers = this.#numbers;
    const mask = keys.length - 1;
    let slot = (Math.imul(key, 0x9e3779b1) >>> 7) & mask;
    while (numbers[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }
}
