const ZERO = 48;
const NINE = 57;
const DOT = 46;
const COLON = 58;
const BLANK = 32;

/** No number, or no address, at this place. */
export const NOTHING = -1;

/** Reads one line of a text from left to right, by character codes, without copying. */
export class LineScanner {
  #text = '';
  #at = 0;
  #end = 0;

  /** @param end where the line ends: one past its last character */
  begin(text: string, start: number, end: number): void {
    this.#text = text;
    this.#at = start;
    this.#end = end;
  }

  get atEnd(): boolean {
    return this.#at >= this.#end;
  }

  skipBlanks(): void {
    while (this.#at < this.#end && this.#text.charCodeAt(this.#at) === BLANK) this.#at += 1;
  }

  /** Goes on behind `literal`. @returns false, without moving, where something else stands */
  take(literal: string): boolean {
    const next = this.#at + literal.length;
    if (next > this.#end || !this.#text.startsWith(literal, this.#at)) return false;
    this.#at = next;
    return true;
  }

  /** An unsigned decimal integer, or `NOTHING`. */
  number(): number {
    const start = this.#at;
    let value = 0;
    while (this.#at < this.#end) {
      const code = this.#text.charCodeAt(this.#at);
      if (code < ZERO || code > NINE) break;
      value = value * 10 + code - ZERO;
      this.#at += 1;
    }
    return this.#at === start ? NOTHING : value;
  }

  /**
   * The node of an address `7.0.0.0:0`, or `NOTHING`. The original program spreads numbers above 255 over the bytes,
   * lowest first (`44.1.0.0:0` is node 300); this one keeps them in the first place. Both are understood.
   */
  node(): number {
    let value = 0;
    let weight = 1;
    for (let place = 0; place < 4; place += 1) {
      const part = this.number();
      if (part === NOTHING || !this.#takeCode(place === 3 ? COLON : DOT)) return NOTHING;
      value += part * weight;
      weight *= 256;
    }
    return this.number() === 0 && value > 0 ? value : NOTHING;
  }

  /** What stands before the next `mark`, copied; goes on behind the mark. Undefined, without moving, where there is none. */
  until(mark: string): string | undefined {
    const first = mark.charCodeAt(0);
    const last = this.#end - mark.length;
    const text = this.#text;
    for (let at = this.#at; at <= last; at += 1) {
      if (text.charCodeAt(at) !== first || !text.startsWith(mark, at)) continue;
      const before = text.slice(this.#at, at);
      this.#at = at + mark.length;
      return before;
    }
    return undefined;
  }

  /** All that is left, copied. */
  rest(): string {
    return this.#text.slice(this.#at, this.#end);
  }

  #takeCode(code: number): boolean {
    if (this.#at >= this.#end || this.#text.charCodeAt(this.#at) !== code) return false;
    this.#at += 1;
    return true;
  }
}
