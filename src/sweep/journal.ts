import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { BatchResult } from './batch.ts';
import type { SeedRange } from './seed-range.ts';

/** What a sweep is of. A journal can be continued by the same program over the same testcases only. */
export interface JournalHead {
  readonly journal: 1;
  /** Changes with every change of the program. */
  readonly program: string;
  readonly testcases: readonly { readonly file: string; readonly text: string }[];
  readonly seeds: SeedRange;
  /** What the queue calls it, where machines share it. */
  readonly queue?: string;
}

/** What was found of an earlier sweep. */
export interface JournalPast {
  readonly head: JournalHead;
  readonly results: readonly BatchResult[];
  /** Bytes of whole lines; what follows was cut off in the middle. */
  readonly length: number;
}

/** A journal that says what it cannot say. The message names file and line. */
export class JournalError extends Error {
  override readonly name = 'JournalError';
}

const NAME = 'journal.ndjson';
const EARLIER = 'journal.earlier.ndjson';

export function journalPath(folder: string): string {
  return join(folder, NAME);
}

/**
 * The file in which a sweep notes what is done: a head, then a line for each piece of work. A line counts once it ends,
 * so that the process may be killed at any moment; nothing is ever changed but what follows the last whole line.
 */
export class Journal {
  readonly #fd: number;

  private constructor(fd: number) {
    this.#fd = fd;
  }

  /** Begins a journal in a folder; one that is there already is kept beside it. */
  static begin(folder: string, head: JournalHead): Journal {
    try {
      renameSync(journalPath(folder), join(folder, EARLIER));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    const journal = new Journal(openSync(journalPath(folder), 'ax'));
    journal.#write(head);
    return journal;
  }

  /** Goes on with a journal, over other seeds or through another queue than before where the head says so. */
  static resume(folder: string, past: JournalPast, head: JournalHead): Journal {
    const fd = openSync(journalPath(folder), 'r+');
    ftruncateSync(fd, past.length);
    closeSync(fd);
    const journal = new Journal(openSync(journalPath(folder), 'a'));
    const { seeds, queue } = past.head;
    if (head.seeds.from !== seeds.from || head.seeds.to !== seeds.to || head.queue !== queue)
      journal.#write(head);
    return journal;
  }

  add(result: BatchResult): void {
    this.#write(result);
  }

  close(): void {
    fsyncSync(this.#fd);
    closeSync(this.#fd);
  }

  #write(line: JournalHead | BatchResult): void {
    let rest = Buffer.from(`${JSON.stringify(line)}\n`, 'utf8');
    while (rest.length > 0) rest = rest.subarray(writeSync(this.#fd, rest));
  }
}

/** @returns undefined where there is no journal, or one that was killed before its first line */
export function readJournal(folder: string): JournalPast | undefined {
  const bytes = readIfThere(journalPath(folder));
  if (bytes === undefined) return undefined;
  const length = bytes.lastIndexOf(10) + 1;
  const lines = bytes.subarray(0, length).toString('utf8').split('\n').slice(0, -1);
  const said = lines.map((line, i) => parseLine(line, `${journalPath(folder)}:${i + 1}`));
  const head = said.findLast((line): line is JournalHead => 'journal' in line);
  if (head === undefined) {
    if (said.length === 0) return undefined;
    throw new JournalError(`${journalPath(folder)}:1: the head is missing`);
  }
  return { head, results: said.filter((line): line is BatchResult => !('journal' in line)), length };
}

function parseLine(line: string, where: string): JournalHead | BatchResult {
  try {
    const said: unknown = JSON.parse(line);
    if (typeof said === 'object' && said !== null && ('journal' in said || 'sum' in said))
      return said as JournalHead | BatchResult;
  } catch {
    // Told below.
  }
  throw new JournalError(`${where}: not a line of a journal`);
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
