import type { Input } from '../../core/input.ts';
import type { LogEntry } from '../../core/log-entry.ts';
import type { FlightHead } from './flight-file.ts';
import { FlightFile } from './flight-file.ts';
import { Observer } from './observer.ts';

/** Inputs between two digests. */
const DIGEST_EVERY = 64;

/**
 * Records one life of a node: how it began and every input since, so that the life can be lived again. The record has a
 * bound: a life that goes on longer is not recorded further, for without its beginning no record can be replayed.
 */
export class FlightRecorder {
  readonly observer: Observer;
  readonly #file: FlightFile;
  readonly #mostBytes: number;
  #inputs = 0;
  #over = false;

  /** @param mostBytes of the file, about; Infinity for a record of the whole life */
  constructor(path: string, head: FlightHead, recovered: readonly LogEntry[], mostBytes: number) {
    this.#file = new FlightFile(path, head, recovered);
    this.observer = new Observer(head.id);
    this.#mostBytes = mostBytes;
  }

  /** Before the node is given it. */
  take(input: Input): void {
    if (this.#over) return;
    if (this.#inputs % DIGEST_EVERY === 0 && this.#inputs > 0) this.#file.digest(this.observer.digest);
    this.#inputs += 1;
    this.#file.input(input, Math.floor((performance.timeOrigin + performance.now()) * 1_000));
    this.observer.took(input);
    if (this.#file.bytes > this.#mostBytes) this.close();
  }

  /** The life is over, or the record long enough. */
  close(): void {
    if (this.#over) return;
    this.#over = true;
    this.#file.close();
  }
}
