import type { EventType } from './event.ts';
import type { Verb } from './verb.ts';
import { verbNames } from './verb.ts';

const typeHeads: readonly { readonly type: EventType; readonly text: string }[] = (
  ['invoke', 'ok', 'fail', 'info'] as const
).map((type) => ({ type, text: `{"type":"${type}","process":` }));

const verbHeads = verbNames.map((verb) => ({ verb, text: `,"operation":"${verb}"` }));
const fallback = { type: 'invoke', verb: 'read' } as const;

const QUOTE = 34;
const BACKSLASH = 92;
const CLOSE = 125;
const LINE_FEED = 10;
const MAX_DIGITS = 9;

/**
 * Takes a line apart that stands exactly as `formatHistoryEvent` writes it, without building an object.
 * Every other line, well-formed or not, is left to the JSON parser: this one only ever says "not mine".
 */
export class FastLine {
  type: EventType = fallback.type;
  verb: Verb = fallback.verb;
  process = 0;
  key: string | undefined;
  /** Only whole numbers up to nine digits, `null` and plain text come this way. */
  value: string | number | null | undefined;
  #number = 0;

  /** Where the next line begins when the one at `at` was taken apart into the fields, else -1. */
  scan(text: string, at: number): number {
    let p = this.#scanType(text, at);
    if (p < 0) return -1;
    p = this.#scanNumber(text, p);
    if (p < 0) return -1;
    this.process = this.#number;
    p = this.#scanVerb(text, p);
    if (p < 0) return -1;
    p = this.#scanKey(text, p);
    if (p < 0) return -1;
    p = this.#scanValue(text, p);
    if (p < 0 || text.charCodeAt(p) !== CLOSE || text.charCodeAt(p + 1) !== LINE_FEED) return -1;
    return p + 2;
  }

  #scanType(text: string, at: number): number {
    for (const head of typeHeads) {
      if (text.charCodeAt(at + 9) !== head.text.charCodeAt(9) || !text.startsWith(head.text, at)) continue;
      this.type = head.type;
      return at + head.text.length;
    }
    return -1;
  }

  #scanVerb(text: string, at: number): number {
    for (const head of verbHeads) {
      if (text.charCodeAt(at + 14) !== head.text.charCodeAt(14) || !text.startsWith(head.text, at)) continue;
      this.verb = head.verb;
      return at + head.text.length;
    }
    return -1;
  }

  #scanNumber(text: string, at: number): number {
    let number = 0;
    let p = at;
    for (let c = text.charCodeAt(p); c >= 48 && c <= 57; c = text.charCodeAt(++p))
      number = number * 10 + c - 48;
    if (p === at || p - at > MAX_DIGITS || (p - at > 1 && text.charCodeAt(at) === 48)) return -1;
    this.#number = number;
    return p;
  }

  #scanKey(text: string, at: number): number {
    this.key = undefined;
    if (text.charCodeAt(at + 2) !== 107 || !text.startsWith(',"key":"', at)) return at;
    const end = quoteAfter(text, at + 8);
    if (end < 0) return -1;
    this.key = text.slice(at + 8, end);
    return end + 1;
  }

  /** A time is stepped over. */
  #scanValue(text: string, at: number): number {
    this.value = undefined;
    let p = at;
    if (text.charCodeAt(p + 2) === 118 && text.startsWith(',"value":', p)) {
      p = this.#scanScalar(text, p + 9);
      if (p < 0) return -1;
    }
    if (text.charCodeAt(p) === CLOSE || !text.startsWith(',"time":', p)) return p;
    return this.#scanNumber(text, p + 8);
  }

  #scanScalar(text: string, at: number): number {
    if (text.charCodeAt(at) === QUOTE) {
      const end = quoteAfter(text, at + 1);
      if (end < 0) return -1;
      this.value = text.slice(at + 1, end);
      return end + 1;
    }
    if (text.startsWith('null', at)) {
      this.value = null;
      return at + 4;
    }
    const end = this.#scanNumber(text, at);
    this.value = this.#number;
    return end;
  }
}

/** The next quote; -1 when an escape or a control character makes what is between more than a slice. */
function quoteAfter(text: string, from: number): number {
  for (let p = from; p < text.length; p++) {
    const c = text.charCodeAt(p);
    if (c === QUOTE) return p;
    if (c === BACKSLASH || c < 32) return -1;
  }
  return -1;
}
