/**
 * Which operations the search has linearized: a bitset with a running hash. The operations that must happen come first,
 * in order of their calls, so that all below some word are done and all above another are not: only the words between
 * are compared and kept. The optional ones, which may stay open for ever, follow in words of their own.
 */
export class DoneSet {
  readonly #words: Int32Array;
  readonly #requiredWords: number;
  /** All words below are full. */
  #low = 0;
  /** All required words from here on are empty. */
  #high = 0;
  hash = 0;

  constructor(required: number, optional: number) {
    this.#requiredWords = (required + 31) >>> 5;
    this.#words = new Int32Array(this.#requiredWords + ((optional + 31) >>> 5));
  }

  /** Number of the first optional bit. */
  get optionalStart(): number {
    return this.#requiredWords << 5;
  }

  has(bit: number): boolean {
    return (((this.#words[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 1;
  }

  add(bit: number): void {
    const word = bit >>> 5;
    this.#words[word] = (this.#words[word] ?? 0) | (1 << (bit & 31));
    this.hash ^= mixBit(bit);
    if (word >= this.#requiredWords) return;
    if (word >= this.#high) this.#high = word + 1;
    while (this.#low < this.#high && this.#words[this.#low] === -1) this.#low++;
  }

  delete(bit: number): void {
    const word = bit >>> 5;
    this.#words[word] = (this.#words[word] ?? 0) & ~(1 << (bit & 31));
    this.hash ^= mixBit(bit);
    if (word >= this.#requiredWords) return;
    if (word < this.#low) this.#low = word;
    while (this.#high > 0 && this.#words[this.#high - 1] === 0) this.#high--;
    if (this.#low > this.#high) this.#low = this.#high;
  }

  /** No more than this is written by `write`, besides the two numbers before. */
  get maxWords(): number {
    return this.#words.length;
  }

  /** Returns where the next thing may be written. */
  write(to: Int32Array, at: number): number {
    const words = this.#words;
    to[at] = this.#low;
    to[at + 1] = this.#high;
    let p = at + 2;
    for (let word = this.#low; word < this.#high; word++) to[p++] = words[word] ?? 0;
    for (let word = this.#requiredWords; word < words.length; word++) to[p++] = words[word] ?? 0;
    return p;
  }

  equals(written: Int32Array, at: number): boolean {
    if (written[at] !== this.#low || written[at + 1] !== this.#high) return false;
    const words = this.#words;
    let p = at + 2;
    for (let word = this.#low; word < this.#high; word++) if (written[p++] !== words[word]) return false;
    for (let word = this.#requiredWords; word < words.length; word++) {
      if (written[p++] !== words[word]) return false;
    }
    return true;
  }
}

function mixBit(bit: number): number {
  let x = Math.imul(bit + 0x7f4a7c15, 0x9e3779b1);
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  return x ^ (x >>> 13);
}
