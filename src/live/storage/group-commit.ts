import type { LogEntry } from '../../core/log-entry.ts';
import { assert } from '../../lib/assert.ts';
import type { Engine } from './engine.ts';
import type { StorageError } from './storage-error.ts';
import { storageErrorOf } from './storage-error.ts';

export interface GroupCommitListener {
  /** Every entry up to this index is durable. */
  readonly appended: (index: number) => void;
  readonly snapshotted: (upTo: number) => void;
  /** No room, or room again: the same is tried until there is some. */
  readonly full: (error: StorageError | undefined) => void;
  /** What is on the disk is not what was asked for: nothing may be acknowledged any more. */
  readonly failed: (error: StorageError) => void;
}

/** Between two attempts to write where there was no room. Unit: milliseconds. */
const FULL_RETRY_MS = 500;

/**
 * A log with group commit: what is appended while entries are being written goes with the next write, all together.
 * Source: DeWitt et al., "Implementation techniques for main memory database systems", SIGMOD 1984.
 */
export class GroupCommit {
  readonly #engine: Engine;
  readonly #folder: string;
  readonly #listener: GroupCommitListener;
  #waiting: LogEntry[] = [];
  #next: number;
  #writing = false;
  #isFull = false;
  #closed = false;
  /** Settles when nothing is being written. */
  #idle: Promise<unknown> = Promise.resolve();
  #keeping: Promise<unknown> = Promise.resolve();

  /** @param next the index of the first entry to append */
  constructor(engine: Engine, folder: string, next: number, listener: GroupCommitListener) {
    this.#engine = engine;
    this.#folder = folder;
    this.#next = next;
    this.#listener = listener;
  }

  append(index: number, entry: LogEntry): void {
    assert(index === this.#next + this.#waiting.length, `entry ${index} out of turn`);
    this.#waiting.push(entry);
    if (this.#writing || this.#closed) return;
    this.#writing = true;
    // What the inputs of this turn append goes together.
    this.#idle = new Promise((resolve) => setImmediate(resolve)).then(() => this.#write());
  }

  snapshot(upTo: number, entries: readonly LogEntry[]): void {
    this.#keeping = this.#insist(() => this.#engine.keep(upTo, entries)).then((done) => {
      if (done && !this.#closed) this.#listener.snapshotted(upTo);
    });
  }

  /** What was appended before is written; nobody is told any more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#idle;
    await this.#keeping;
    await this.#engine.close();
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const entries = this.#waiting;
      const first = this.#next;
      this.#waiting = [];
      this.#next += entries.length;
      if (!(await this.#insist(() => this.#engine.write(first, entries)))) return;
      if (!this.#closed) this.#listener.appended(first + entries.length - 1);
    }
    this.#writing = false;
  }

  /** @returns false where it cannot be done */
  async #insist(act: () => Promise<void>): Promise<boolean> {
    for (;;) {
      try {
        await act();
        this.#setFull(undefined);
        return true;
      } catch (cause) {
        const error = storageErrorOf(cause, this.#folder);
        if (error.kind !== 'full') {
          this.#listener.failed(error);
          return false;
        }
        this.#setFull(error);
        if (this.#closed) return false;
        await new Promise((resolve) => setTimeout(resolve, FULL_RETRY_MS));
      }
    }
  }

  #setFull(error: StorageError | undefined): void {
    if (this.#isFull === (error !== undefined)) return;
    this.#isFull = error !== undefined;
    this.#listener.full(error);
  }
}
