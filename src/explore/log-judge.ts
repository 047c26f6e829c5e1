import { Grader } from '../check/points/grader.ts';
import type { PointsTable } from '../check/points/points-table.ts';
import type { ClassicSubject } from '../check/points/subject.ts';
import { LogReader } from '../trace/classic/read-log.ts';

/** Judges a run from the text of its `dbg.log` alone, piece by piece as it is written or read. */
export class LogJudge {
  readonly #grader: Grader;
  readonly #reader: LogReader;

  constructor(subject: ClassicSubject) {
    this.#grader = new Grader(subject);
    this.#reader = new LogReader((record) => this.#grader.add(record));
  }

  feed(piece: string): void {
    this.#reader.feed(piece);
  }

  /** The whole log was fed. */
  end(): PointsTable {
    this.#reader.end();
    return this.#grader.table();
  }

  /** How many lines were records, and how many nothing that is known. */
  get lines(): { readonly records: number; readonly unknown: number } {
    return { records: this.#reader.records, unknown: this.#reader.unknown };
  }
}
