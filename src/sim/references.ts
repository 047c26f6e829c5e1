const NONE = -1;
const FIRST_ROOM = 256;

/**
 * What events refer to, by number, counted: a message that goes to several nodes is kept once. So the many records of the
 * queue hold nothing that the garbage collector has to look at (bench: kernel, 1 000 nodes to all others).
 */
export class References {
  readonly #kept: unknown[] = [];
  #holders = new Int32Array(FIRST_ROOM);
  /** Numbers to be used again. */
  readonly #free: number[] = [];
  #last = NONE;

  /** @returns the number of the reference; −1 of undefined */
  hold(reference: unknown): number {
    if (reference === undefined) return NONE;
    const last = this.#last;
    if (last !== NONE && this.#kept[last] === reference) {
      this.#holders[last] = (this.#holders[last] as number) + 1;
      return last;
    }
    const number = this.#free.pop() ?? this.#kept.length;
    if (number === this.#holders.length) this.#grow();
    this.#kept[number] = reference;
    this.#holders[number] = 1;
    this.#last = number;
    return number;
  }

  /** Gives it to one of its holders, and forgets it with the last of them. */
  take(number: number): unknown {
    if (number === NONE) return undefined;
    const reference = this.#kept[number];
    const left = (this.#holders[number] as number) - 1;
    this.#holders[number] = left;
    if (left > 0) return reference;
    this.#kept[number] = undefined;
    this.#free.push(number);
    return reference;
  }

  #grow(): void {
    const wider = new Int32Array(2 * this.#holders.length);
    wider.set(this.#holders);
    this.#holders = wider;
  }
}
