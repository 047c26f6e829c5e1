import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Database, RootDatabase } from 'lmdb';
import { open } from 'lmdb';
import type { LogEntry } from '../../core/log-entry.ts';
import { logEntryCodec } from '../codec/log-entry.ts';
import { GarbageError, Reader } from '../codec/reader.ts';
import { Writer } from '../codec/writer.ts';
import type { Engine, Recovery } from './engine.ts';
import { faultOf } from './lmdb-header.ts';
import { StorageError } from './storage-error.ts';

const FORMAT = 1;
/** Entries of a snapshot in one transaction: between two of them what the node appends is written. */
const CHUNK = 2_000;
const CHECKSUM_BYTES = 4;

/** What stands under `state` in the table `meta`. */
interface State {
  readonly format: number;
  /** The snapshot stands for all entries before this index, and lies in the table of that number. */
  readonly upTo: number;
  readonly rows: number;
}

/**
 * A log in LMDB: entries by index, and the newest snapshot by rows, each with a checksum. A transaction is durable as a
 * whole, so nothing is ever torn; what a checksum does not fit is rotten.
 */
export class LmdbEngine implements Engine {
  readonly #root: RootDatabase;
  readonly #meta: Database<State, string>;
  readonly #log: Database<Buffer, number>;
  readonly #rows: Database<Buffer, [upTo: number, row: number]>;
  readonly #folder: string;

  /** @throws StorageError where the folder cannot be used */
  constructor(folder: string) {
    this.#folder = folder;
    const path = join(folder, 'log.mdb');
    const fault = faultOf(path);
    if (fault !== undefined) throw corrupt(path, fault);
    try {
      // A promise of a write settles when it is on the disk, not only in the log.
      this.#root = open({ path, noSubdir: true, overlappingSync: false, maxDbs: 3, encoding: 'binary' });
      this.#meta = this.#root.openDB({ name: 'meta', encoding: 'json' });
      this.#log = this.#root.openDB({ name: 'log', encoding: 'binary', keyEncoding: 'uint32' });
      this.#rows = this.#root.openDB<Buffer, [number, number]>({ name: 'snapshot', encoding: 'binary' });
    } catch (cause) {
      throw corrupt(path, cause instanceof Error ? cause.message : String(cause), { cause });
    }
  }

  async recover(): Promise<Recovery> {
    const found = this.#meta.get('state');
    const state = found ?? { format: FORMAT, upTo: 0, rows: 0 };
    if (found === undefined) await this.#meta.put('state', state);
    if (state.format !== FORMAT)
      throw new StorageError(
        'version',
        `${this.#folder} was written in format ${state.format}; this version of Orrery reads format ${FORMAT}`,
      );
    const entries: LogEntry[] = [];
    let rotten = 0;
    const take = (bytes: Buffer | undefined): void => {
      const entry = bytes === undefined ? undefined : decode(bytes);
      if (entry === undefined) rotten += 1;
      entries.push(entry ?? { kind: 'lost', key: undefined });
    };
    for (let row = 0; row < state.rows; row += 1) take(this.#rows.get([state.upTo, row]));
    let next = state.upTo;
    for (const { key, value } of this.#log.getRange({ start: state.upTo })) {
      for (; next < key; next += 1) take(undefined);
      take(value);
      next = key + 1;
    }
    await this.#sweep(state);
    return { entries, nextIndex: next, torn: 0, rotten };
  }

  async write(first: number, entries: readonly LogEntry[]): Promise<void> {
    await this.#root.batch(() => {
      entries.forEach((entry, nth) => {
        void this.#log.put(first + nth, encode(entry));
      });
    });
  }

  async keep(upTo: number, entries: readonly LogEntry[]): Promise<void> {
    for (let from = 0; from < entries.length; from += CHUNK) {
      await this.#root.batch(() => {
        entries.slice(from, from + CHUNK).forEach((entry, nth) => {
          void this.#rows.put([upTo, from + nth], encode(entry));
        });
      });
    }
    const state = { format: FORMAT, upTo, rows: entries.length };
    await this.#meta.put('state', state);
    await this.#sweep(state);
  }

  async close(): Promise<void> {
    await this.#root.close();
  }

  /** Takes away what the snapshot stands for, and the rows of other snapshots. */
  async #sweep({ upTo }: State): Promise<void> {
    await this.#remove(this.#log, [...this.#log.getKeys({ end: upTo })]);
    await this.#remove(
      this.#rows,
      [...this.#rows.getKeys()].filter(([of]) => of !== upTo),
    );
  }

  async #remove<Key extends number | [number, number]>(
    from: Database<Buffer, Key>,
    keys: readonly Key[],
  ): Promise<void> {
    for (let at = 0; at < keys.length; at += CHUNK) {
      await this.#root.batch(() => {
        for (const key of keys.slice(at, at + CHUNK)) void from.remove(key);
      });
    }
  }
}

function corrupt(path: string, why: string, options?: ErrorOptions): StorageError {
  return new StorageError(
    'corrupt',
    `${path} cannot be opened (${why}): restore it, or move the folder away and let the others fill an empty one`,
    options,
  );
}

const writer = new Writer();

function encode(entry: LogEntry): Buffer {
  writer.int32(0);
  logEntryCodec.write(writer, entry);
  const whole = writer.take();
  whole.writeUInt32LE(crc32(whole.subarray(CHECKSUM_BYTES)), 0);
  return whole;
}

/** @returns undefined for what has rotted */
function decode(whole: Buffer): LogEntry | undefined {
  if (whole.length <= CHECKSUM_BYTES) return undefined;
  const bytes = whole.subarray(CHECKSUM_BYTES);
  if (crc32(bytes) !== whole.readUInt32LE(0)) return undefined;
  try {
    return logEntryCodec.read(new Reader(bytes));
  } catch (error) {
    if (error instanceof GarbageError) return undefined;
    throw error;
  }
}
