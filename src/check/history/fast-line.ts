/**
 * Finds the members of a line that stands exactly as `formatHistoryEvent` writes it, without building an object.
 * Every other line, well-formed or not, is left to the JSON parser: this one only ever says "not mine".
 */
export class FastLine {
  /** First letters tell the types apart: i(nv), o, f, i(nf). */
  typeEnd = 0;
  process = 0;
  operationStart = 0;
  operationEnd = 0;
  /** `keyStart` is -1 where the line has no key; likewise below. */
  keyStart = 0;
  keyEnd = 0;
  valueStart = 0;
  valueEnd = 0;

  /** True when the line from `at` to `end` was taken apart; the fields then say where everything stands in `text`. */
  scan(text: string, at: number, end: number): boolean {
    if (!text.startsWith('{"type":"', at)) return false;
    this.typeEnd = quoteAfter(text, at + 9, end);
    if (this.typeEnd < 0 || !text.startsWith('","process":', this.typeEnd)) return false;
    let p = this.typeEnd + 12;
    const digits = p;
    let process = 0;
    let c = text.charCodeAt(p);
    while (c >= 48 && c <= 57) {
      process = process * 10 + c - 48;
      c = text.charCodeAt(++p);
    }
    const length = p - digits;
    if (length === 0 || length > 9 || (length > 1 && text.charCodeAt(digits) === 48)) return false;
    this.process = process;
    if (!text.startsWith(',"operation":"', p)) return false;
    this.operationStart = p + 14;
    this.operationEnd = quoteAfter(text, this.operationStart, end);
    if (this.operationEnd < 0) return false;
    return this.#scanRest(text, this.operationEnd + 1, end);
  }

  #scanRest(text: string, from: number, end: number): boolean {
    let p = from;
    this.keyStart = -1;
    this.valueStart = -1;
    if (text.startsWith(',"key":"', p)) {
      this.keyStart = p + 8;
      this.keyEnd = quoteAfter(text, this.keyStart, end);
      if (this.keyEnd < 0) return false;
      p = this.keyEnd + 1;
    }
    if (text.startsWith(',"value":', p)) {
      this.valueStart = p + 9;
      this.valueEnd = scalarEnd(text, this.valueStart, end);
      if (this.valueEnd < 0) return false;
      p = this.valueEnd;
    }
    if (text.startsWith(',"time":', p)) {
      p += 8;
      while (isDigit(text.charCodeAt(p))) p++;
    }
    return p === end - 1 && text.charCodeAt(p) === 125;
  }
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

/** The next quote; -1 when an escape or a control character makes the text between more than a slice. */
function quoteAfter(text: string, from: number, end: number): number {
  for (let p = from; p < end; p++) {
    const c = text.charCodeAt(p);
    if (c === 34) return p;
    if (c === 92 || c < 32) return -1;
  }
  return -1;
}

/** The end of a number, word or plain text that starts at `from`; -1 for lists, objects and escapes. */
function scalarEnd(text: string, from: number, end: number): number {
  const first = text.charCodeAt(from);
  if (first === 34) {
    const quote = quoteAfter(text, from + 1, end);
    return quote < 0 ? -1 : quote + 1;
  }
  if (first === 91 || first === 123) return -1;
  let p = from;
  while (p < end && text.charCodeAt(p) !== 44 && text.charCodeAt(p) !== 125) p++;
  return p;
}
