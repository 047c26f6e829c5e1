/** What is taken out of one piece of memory shares it. */
const PIECE_BYTES = 32 * 1024;
/** A text of so many code units or fewer has a length of one byte. */
const SHORT_TEXT = 42;
const MOST_UINT = Number.MAX_SAFE_INTEGER;
/** Four groups of seven bits. */
const INT_BITS = 2 ** 28;

/** Bytes put together from the front; grows as it must. What was taken out is never written again. */
export class Writer {
  #bytes = Buffer.alloc(0);
  /** Where what was not taken out begins. */
  #from = 0;
  #used = 0;

  /** Bytes written since the last `take`. */
  get length(): number {
    return this.#used - this.#from;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#used] = value;
    this.#used += 1;
  }

  /** An integer from 0 to 2^53 − 1, seven bits a byte, the lowest first. */
  uint(value: number): void {
    if (!Number.isInteger(value) || value < 0 || value > MOST_UINT) throw new RangeError(`no uint: ${value}`);
    this.#reserve(8);
    if (value < INT_BITS) return this.#small(value);
    // Bitwise operators see 32 bits only: the lowest 28 go by themselves, the rest is one number more.
    const rest = Math.floor(value / INT_BITS);
    const low = value - rest * INT_BITS;
    const bytes = this.#bytes;
    for (let shift = 0; shift < 28; shift += 7) {
      bytes[this.#used] = ((low >>> shift) & 0x7f) | 0x80;
      this.#used += 1;
    }
    this.#small(rest);
  }

  /** Below 2^28 as it begins; room is there. */
  #small(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#used] = (rest & 0x7f) | 0x80;
      this.#used += 1;
      rest >>>= 7;
    }
    this.#bytes[this.#used] = rest;
    this.#used += 1;
  }

  /** Bytes as they are. */
  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#used);
    this.#used += bytes.length;
  }

  /** A signed 32-bit integer. */
  int32(value: number): void {
    this.#reserve(4);
    this.#used = this.#bytes.writeInt32LE(value | 0, this.#used);
  }

  text(value: string): void {
    if (value.length <= SHORT_TEXT) {
      this.#reserve(1 + 3 * value.length);
      const length = this.#bytes.write(value, this.#used + 1, 'utf8');
      this.#bytes[this.#used] = length;
      this.#used += 1 + length;
      return;
    }
    const length = Buffer.byteLength(value, 'utf8');
    this.uint(length);
    this.#reserve(length);
    this.#used += this.#bytes.write(value, this.#used, 'utf8');
  }

  /** All that was written; the writer begins anew. */
  take(): Buffer {
    const taken = this.#bytes.subarray(this.#from, this.#used);
    this.#from = this.#used;
    return taken;
  }

  #reserve(more: number): void {
    if (this.#used + more <= this.#bytes.length) return;
    const wider = Buffer.allocUnsafe(Math.max(PIECE_BYTES, 2 * this.length + more));
    this.#used = this.#bytes.copy(wider, 0, this.#from, this.#used);
    this.#from = 0;
    this.#bytes = wider;
  }
}
