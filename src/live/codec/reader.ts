/** Bytes that nobody of ours wrote, or that were spoilt since. */
export class GarbageError extends Error {
  override readonly name = 'GarbageError';
}

/** Reads what a `Writer` wrote, and believes nothing: every length and number is checked. @throws GarbageError */
export class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  byte(): number {
    const value = this.#bytes[this.#at];
    if (value === undefined) throw new GarbageError(`cut off at byte ${this.#at}`);
    this.#at += 1;
    return value;
  }

  /** 0 … 2^53 − 1. */
  uint(): number {
    const first = this.byte();
    if (first < 0x80) return first;
    let value = first & 0x7f;
    let scale = 0x80;
    for (let byte = this.byte(); ; byte = this.byte()) {
      value += (byte & 0x7f) * scale;
      if (value > Number.MAX_SAFE_INTEGER)
        throw new GarbageError(`a number is too large at byte ${this.#at}`);
      if (byte < 0x80) return value;
      scale *= 0x80;
    }
  }

  int32(): number {
    return this.#bytes.readInt32LE(this.#skip(4));
  }

  text(): string {
    const length = this.uint();
    const from = this.#skip(length);
    return this.#bytes.toString('utf8', from, from + length);
  }

  /** How many things follow, each of at least so many bytes: never more than there is room for. */
  count(leastBytes: number): number {
    const count = this.uint();
    if (count * leastBytes > this.#bytes.length - this.#at)
      throw new GarbageError(`${count} things where there is no room for them at byte ${this.#at}`);
    return count;
  }

  /** For a value that is of the right form and makes no sense. */
  refuse(what: string): never {
    throw new GarbageError(`${what} at byte ${this.#at}`);
  }

  #skip(length: number): number {
    const from = this.#at;
    if (length > this.#bytes.length - from) throw new GarbageError(`cut off at byte ${from}`);
    this.#at += length;
    return from;
  }
}
