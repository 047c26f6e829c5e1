import { LineScanner } from './line-scanner.ts';
import type { LogRecord } from './log-record.ts';
import { parseLogLine } from './parse-log-line.ts';

const BYTE_ORDER_MARK = 0xfeff;

/**
 * Reads `dbg.log`, whoever wrote it, in pieces cut anywhere. Told apart are records, blank lines, the header `131`
 * (which may be missing) and unknown lines, which are counted. Any line end will do, and any number of leading blanks.
 */
export class LogReader {
  readonly #onRecord: (record: LogRecord) => void;
  readonly #line = new LineScanner();
  #rest = '';
  #records = 0;
  #unknown = 0;
  #begun = false;

  constructor(onRecord: (record: LogRecord) => void) {
    this.#onRecord = onRecord;
  }

  get records(): number {
    return this.#records;
  }

  /** Lines that are no records. */
  get unknown(): number {
    return this.#unknown;
  }

  feed(piece: string): void {
    const text = this.#rest + piece;
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      this.#read(text, start, end);
      start = end + 1;
    }
    this.#rest = text.slice(start);
  }

  /** Reads a last line that has no line end. */
  end(): void {
    const last = this.#rest;
    this.#rest = '';
    this.#read(last, 0, last.length);
  }

  #read(text: string, lineStart: number, lineEnd: number): void {
    let start = lineStart;
    let end = lineEnd;
    if (!this.#begun && text.charCodeAt(start) === BYTE_ORDER_MARK) start += 1;
    while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
    if (end === start) return;
    const first = !this.#begun;
    this.#begun = true;
    if (first && text.slice(start, end).trim() === '131') return;
    this.#line.begin(text, start, end);
    const record = parseLogLine(this.#line);
    if (record === undefined) {
      this.#unknown += 1;
      return;
    }
    this.#records += 1;
    this.#onRecord(record);
  }
}

/** All records of a whole text, and how many lines were none. */
export function readLog(text: string): { readonly records: LogRecord[]; readonly unknown: number } {
  const records: LogRecord[] = [];
  const reader = new LogReader((record) => records.push(record));
  reader.feed(text);
  reader.end();
  return { records, unknown: reader.unknown };
}

/** Blank, tab or carriage return. */
function isBlank(code: number): boolean {
  return code === 32 || code === 13 || code === 9;
}
