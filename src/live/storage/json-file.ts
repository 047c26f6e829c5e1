import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DurableState } from '../../core/durability/durable-state.ts';
import { key } from '../../core/ids.ts';
import type { LogEntry } from '../../core/log-entry.ts';
import type { StoredRecord } from '../../core/record.ts';
import type { Engine, Recovery } from './engine.ts';
import { StorageError } from './storage-error.ts';
import { replaceFile } from './whole-file.ts';

const FORMAT = 1;

/** What the file says of a key: its value, as JSON where it is JSON, and all else of its record. */
interface Kept extends Omit<StoredRecord, 'key' | 'value'> {
  readonly value?: unknown;
  readonly text?: string;
}

interface File {
  readonly format: number;
  readonly nextIndex: number;
  readonly keys: Readonly<Record<string, Kept>>;
  readonly rest: readonly LogEntry[];
}

/**
 * A node's state as one JSON file that people can read, and other programs import: `data.json`. Each commit writes it anew,
 * beside the old one, and renames it when it is durable; so it is whole at every moment, nothing in it is ever torn, and
 * a commit costs as much as the store is large. For stores of some thousand keys.
 */
export class JsonFileEngine implements Engine {
  readonly #path: string;
  readonly #state = new DurableState();
  #nextIndex = 0;

  constructor(folder: string) {
    this.#path = join(folder, 'data.json');
  }

  async recover(): Promise<Recovery> {
    if (existsSync(this.#path)) {
      const { nextIndex, entries } = this.#read(readFileSync(this.#path, 'utf8'));
      for (const entry of entries) this.#state.apply(entry);
      this.#nextIndex = nextIndex;
    }
    return { entries: this.#state.entries(), nextIndex: this.#nextIndex, torn: 0, rotten: 0 };
  }

  async write(first: number, entries: readonly LogEntry[]): Promise<void> {
    // What could not be written before is tried again, and folds to the same.
    for (const entry of entries) this.#state.apply(entry);
    this.#nextIndex = first + entries.length;
    await replaceFile(this.#path, this.#text());
  }

  /** The file is a snapshot already. */
  async keep(): Promise<void> {}

  async close(): Promise<void> {}

  #text(): string {
    const rest: LogEntry[] = [];
    const keys: [string, Kept][] = [];
    for (const entry of this.#state.entries()) {
      if (entry.kind === 'put') keys.push([entry.record.key, keptOf(entry.record)]);
      else rest.push(entry);
    }
    const file: File = {
      format: FORMAT,
      nextIndex: this.#nextIndex,
      keys: Object.fromEntries(keys),
      rest,
    };
    return `${JSON.stringify(file, undefined, 1)}\n`;
  }

  #read(text: string): { readonly nextIndex: number; readonly entries: readonly LogEntry[] } {
    const corrupt = (why: string) =>
      new StorageError(
        'corrupt',
        `${this.#path} cannot be read (${why}): restore it, or move the folder away and let the others fill an empty one`,
      );
    let file: File;
    try {
      file = JSON.parse(text) as File;
    } catch (error) {
      throw corrupt(error instanceof Error ? error.message : 'no JSON');
    }
    if (typeof file !== 'object' || file === null) throw corrupt('no object');
    if (file.format !== FORMAT)
      throw new StorageError(
        'version',
        `${this.#path} is of format ${String(file.format)}; this version of Orrery reads format ${FORMAT}`,
      );
    if (!Number.isSafeInteger(file.nextIndex) || !Array.isArray(file.rest) || typeof file.keys !== 'object')
      throw corrupt('nextIndex, keys or rest is missing');
    const records = Object.entries(file.keys).map(([name, kept]) => recordOf(name, kept));
    return {
      nextIndex: file.nextIndex,
      entries: [...file.rest, ...records.map((record): LogEntry => ({ kind: 'put', record }))],
    };
  }
}

function keptOf({ key: _key, value, ...of }: StoredRecord): Kept {
  if (value === null) return of;
  const json = jsonOf(value);
  return json === undefined ? { text: value, ...of } : { value: json.value, ...of };
}

function recordOf(name: string, { value, text, ...of }: Kept): StoredRecord {
  const written = text ?? (value === undefined ? null : JSON.stringify(value));
  return { key: key(name), value: written, ...of };
}

/** What a text says as JSON, if writing that down gives the very same text. */
function jsonOf(text: string): { readonly value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === text ? { value } : undefined;
  } catch {
    return undefined;
  }
}
