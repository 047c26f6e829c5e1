import { HistoryBuilder } from './builder.ts';
import { FastLine } from './fast-line.ts';
import type { History } from './history.ts';
import { parseEvent } from './parse-event.ts';

/** Reads the lines of one history. Throws `HistoryError` at the first line that is wrong. */
export function readHistory(text: string): History {
  const reader = new HistoryReader();
  reader.push(text);
  return reader.finish();
}

/** The same for text that comes in pieces, cut anywhere. */
export class HistoryReader {
  readonly #builder = new HistoryBuilder();
  readonly #fast = new FastLine();
  /** The beginning of a line whose end has not come. */
  #carry = '';

  push(piece: string): void {
    const text = this.#carry === '' ? piece : this.#carry + piece;
    let at = 0;
    while (at < text.length) {
      const next = this.#fast.scan(text, at);
      if (next > 0) {
        const { type, process, verb, key, value } = this.#fast;
        this.#builder.addParts(type, process, verb, key, value);
        at = next;
        continue;
      }
      const end = text.indexOf('\n', at);
      if (end < 0) break;
      this.#take(text.slice(at, end));
      at = end + 1;
    }
    this.#carry = text.slice(at);
  }

  finish(): History {
    if (this.#carry !== '') this.#take(this.#carry);
    this.#carry = '';
    return this.#builder.build();
  }

  #take(line: string): void {
    const trimmed = line.trim();
    const event = trimmed === '' ? undefined : parseEvent(trimmed, this.#builder);
    if (event === undefined) this.#builder.skipLine();
    else this.#builder.add(event);
  }
}
