import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Interface } from 'node:readline';
import * as v from 'valibot';
import { isSystemError, reasonOf } from '../system-error.ts';
import { badInput } from '../user-error.ts';

/** A key with its value, and when that ends. */
export interface Saved {
  readonly key: string;
  readonly value: unknown;
  /** Milliseconds since 1970; never where it is absent. */
  readonly expires?: number | undefined;
}

const FORMAT = 1;
const CHUNK_BYTES = 1 << 20;

const header = v.object({ orrery: v.literal('snapshot'), format: v.number() });
const saved = v.strictObject({
  key: v.pipe(v.string(), v.minLength(1)),
  value: v.unknown(),
  expires: v.optional(v.pipe(v.number(), v.integer())),
});
const end = v.strictObject({ end: v.literal(true), keys: v.number(), sha256: v.string() });

/**
 * Writes a file of lines, each of them JSON: what it is, a line for each key, and at the end how many there are and a
 * checksum of all that stands before. It gets its name when it is whole and on the disk.
 */
export class SnapshotWriter {
  readonly #path: string;
  readonly #file: number;
  readonly #hash = createHash('sha256');
  #waiting = '';
  keys = 0;

  /** @throws UserError where the file is there already, or cannot be */
  constructor(path: string) {
    if (existsSync(path)) throw badInput(`${path} is there already: move it away, or name another file`);
    this.#path = path;
    try {
      this.#file = openSync(this.#partial, 'w');
    } catch (error) {
      throw isSystemError(error) ? badInput(`${path}: ${reasonOf(error)}`) : error;
    }
    this.#write({ orrery: 'snapshot', format: FORMAT });
  }

  get #partial(): string {
    return `${this.#path}.partial`;
  }

  add(one: Saved): void {
    this.keys += 1;
    this.#write(one);
  }

  finish(): void {
    this.#flush();
    this.#write({ end: true, keys: this.keys, sha256: this.#hash.copy().digest('hex') });
    this.#flush();
    fsyncSync(this.#file);
    closeSync(this.#file);
    renameSync(this.#partial, this.#path);
  }

  /** Leaves nothing behind. */
  giveUp(): void {
    closeSync(this.#file);
    rmSync(this.#partial, { force: true });
  }

  #write(line: object): void {
    this.#waiting += `${JSON.stringify(line)}\n`;
    if (this.#waiting.length > CHUNK_BYTES) this.#flush();
  }

  #flush(): void {
    this.#hash.update(this.#waiting);
    // All of it, where `writeSync` may stop early.
    writeFileSync(this.#file, this.#waiting);
    this.#waiting = '';
  }
}

/** Reads all of it before anything is done with it. @returns how many keys there are. @throws UserError where it is not whole */
export async function verifySnapshot(path: string): Promise<number> {
  let keys = 0;
  for await (const _ of readSnapshot(path)) keys += 1;
  return keys;
}

/** Its keys, in the order in which they were saved. @throws UserError */
export async function* readSnapshot(path: string): AsyncGenerator<Saved> {
  const hash = createHash('sha256');
  let number = 0;
  let keys = 0;
  let isWhole = false;
  for await (const line of await linesOf(path)) {
    number += 1;
    const wrong = (why: string) => badInput(`${path}:${number}: ${why}`);
    const read = parse(line);
    if (number === 1) demandHeader(path, read);
    else if (isWhole) throw wrong('something follows the end: the file was changed');
    else if (v.is(end, read)) {
      if (read.keys !== keys || read.sha256 !== hash.digest('hex'))
        throw wrong('the checksum does not fit: the file was changed, take another copy of it');
      isWhole = true;
    } else {
      if (!v.is(saved, read))
        throw wrong('this is no key with a value: the file was changed, take another copy of it');
      keys += 1;
      yield read;
    }
    if (!isWhole) hash.update(`${line}\n`);
  }
  if (!isWhole) throw badInput(`${path} was cut off: its end is missing, take another copy of it`);
}

async function linesOf(path: string): Promise<Interface> {
  try {
    return (await open(path)).readLines();
  } catch (error) {
    throw isSystemError(error) ? badInput(`${path}: ${reasonOf(error)}`) : error;
  }
}

/** @throws UserError */
function demandHeader(path: string, read: unknown): void {
  if (!v.is(header, read)) throw badInput(`${path} is no snapshot: ./Application snapshot makes one`);
  if (read.format !== FORMAT)
    throw badInput(`${path} is of format ${read.format}; this version of Orrery reads format ${FORMAT}`);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
