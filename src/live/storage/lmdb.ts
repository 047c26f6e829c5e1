import { statfsSync } from 'node:fs';
import { constants } from 'node:os';
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
/** With less room on the disk a failed write means that there is none. */
const LEAST_ROOM_BYTES = 16 * 1024 * 1024;

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
      // Batches of its own it would begin with promises that nobody sees, and that end the process where a write fails.
      const how = { overlappingSync: false, eventTurnBatching: false } as const;
      this.#root = open({ path, noSubdir: true, maxDbs: 3, encoding: 'binary', ...how });
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
    await this.#commit(() => {
      entries.forEach((entry, nth) => {
        this.#log.put(first + nth, encode(entry)).catch(toldByCommit);
      });
    });
  }

  async keep(upTo: number, entries: readonly LogEntry[]): Promise<void> {
    for (let from = 0; from < entries.length; from += CHUNK) {
      await this.#commit(() => {
        entries.slice(from, from + CHUNK).forEach((entry, nth) => {
          this.#rows.put([upTo, from + nth], encode(entry)).catch(toldByCommit);
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

  /** One transaction. Where it fails, nothing of it happened, and it may be tried again. */
  async #commit(act: () => void): Promise<void> {
    try {
      await this.#root.batch(act);
    } catch (error) {
      throw isShortOfRoom(await causeOf(error), this.#folder)
        ? Object.assign(new Error('no space left', { cause: error }), { code: 'ENOSPC' })
        : error;
    }
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
      await this.#commit(() => {
        for (const key of keys.slice(at, at + CHUNK)) from.remove(key).catch(toldByCommit);
      });
    }
  }
}

/** Each write of a failed transaction fails with it. */
function toldByCommit(): void {}

/** The library tells why a commit failed by a promise. @returns the number of the system's error */
async function causeOf(error: unknown): Promise<number | undefined> {
  const pending = error instanceof Error && 'commitError' in error ? error.commitError : undefined;
  const cause: unknown = await Promise.resolve(pending).catch((reason: unknown) => reason);
  return typeof cause === 'object' && cause !== null && 'code' in cause ? Number(cause.code) : undefined;
}

/** LMDB takes a short write, which is what a disk without room begins with, for an error of the device. */
function isShortOfRoom(code: number | undefined, folder: string): boolean {
  if (code !== constants.errno.EIO) return code === constants.errno.ENOSPC || code === constants.errno.EFBIG;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < LEAST_ROOM_BYTES;
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
