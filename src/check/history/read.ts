import { HistoryBuilder } from './builder.ts';
import type { EventType } from './event.ts';
import { FastLine } from './fast-line.ts';
import type { History } from './history.ts';
import type { Json } from './json.ts';
import { parseEvent } from './parse-event.ts';
import { parseVerb, type Verb } from './verb.ts';

const typesByText: ReadonlyMap<string, EventType> = new Map([
  ['invoke', 'invoke'],
  ['ok', 'ok'],
  ['fail', 'fail'],
  ['info', 'info'],
]);

/** Reads the lines of one history. Throws `HistoryError` at the first line that is wrong. */
export function readHistory(text: string): History {
  const reader = new HistoryReader();
  reader.push(text);
  return reader.finish();
}

/** The same for text that comes in pieces, cut anywhere. */
export class HistoryReader {
  readonly #builder = new HistoryBuilder();
  readonly #line = new FastLine();
  readonly #verbs = new Map<string, Verb>();
  /** The beginning of a line whose end has not come. */
  #carry = '';

  push(piece: string): void {
    const text = this.#carry === '' ? piece : this.#carry + piece;
    let at = 0;
    for (let end = text.indexOf('\n', at); end >= 0; end = text.indexOf('\n', at)) {
      this.#take(text, at, end);
      at = end + 1;
    }
    this.#carry = text.slice(at);
  }

  finish(): History {
    if (this.#carry !== '') this.#take(this.#carry, 0, this.#carry.length);
    this.#carry = '';
    return this.#builder.build();
  }

  #take(text: string, at: number, end: number): void {
    if (this.#takeFast(text, at, end)) return;
    const line = text.slice(at, end).trim();
    const event = line === '' ? undefined : parseEvent(line, this.#builder);
    if (event === undefined) this.#builder.skipLine();
    else this.#builder.add(event);
  }

  /** False leaves everything as it was. */
  #takeFast(text: string, at: number, end: number): boolean {
    const line = this.#line;
    if (!line.scan(text, at, end)) return false;
    const type = typesByText.get(text.slice(at + 9, line.typeEnd));
    const operation = this.#verbOf(text.slice(line.operationStart, line.operationEnd));
    const value = line.valueStart < 0 ? undefined : scalar(text, line.valueStart, line.valueEnd);
    if (type === undefined || operation === undefined || value === notFast) return false;
    const key = line.keyStart < 0 ? undefined : text.slice(line.keyStart, line.keyEnd);
    this.#builder.addParts(type, line.process, operation, key, value);
    return true;
  }

  #verbOf(text: string): Verb | undefined {
    const known = this.#verbs.get(text);
    if (known !== undefined) return known;
    const verb = parseVerb(text);
    if (verb !== undefined) this.#verbs.set(text, verb);
    return verb;
  }
}

const notFast = Symbol('not fast');

/** Integers up to nine digits and plain text; the parser decides about the rest. */
function scalar(text: string, from: number, end: number): Json | typeof notFast {
  const first = text.charCodeAt(from);
  if (first === 34) return text.slice(from + 1, end - 1);
  if (first === 110 && text.startsWith('null', from) && end === from + 4) return null;
  if (end - from > 9 || (first === 48 && end - from > 1)) return notFast;
  let value = 0;
  for (let p = from; p < end; p++) {
    const c = text.charCodeAt(p);
    if (c < 48 || c > 57) return notFast;
    value = value * 10 + c - 48;
  }
  return end > from ? value : notFast;
}
