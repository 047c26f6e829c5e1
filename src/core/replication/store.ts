import { compareText } from '../../lib/order.ts';
import type { Effects } from '../effect.ts';
import type { Key, NodeId } from '../ids.ts';
import type { LogEntry, RecoveredLog } from '../log-entry.ts';
import type { Message } from '../message.ts';
import type { Note } from '../note.ts';
import type { StoredRecord } from '../record.ts';
import type { Version } from '../version.ts';

/** What a replica says once everything it wrote so far is durable. */
export interface Acknowledgement {
  readonly to: NodeId;
  readonly message: Message;
  readonly note?: Note;
}

interface Unsynced {
  readonly index: number;
  readonly entry: LogEntry;
}

/**
 * The records of one replica, behind its log: a record is read by others only when it is durable, and judged
 * against from the moment it is appended. No acknowledgement leaves before all entries appended before it are durable.
 */
export class Store {
  readonly #durable = new Map<Key, StoredRecord>();
  readonly #accepted = new Map<Key, StoredRecord>();
  /** The highest ballot promised for a key, from the moment it is appended. Kept for good. */
  readonly #promises = new Map<Key, Version>();
  readonly #unsynced: Unsynced[] = [];
  readonly #waiting: { readonly index: number; readonly acknowledgement: Acknowledgement }[] = [];
  #nextIndex: number;

  constructor(recovered: RecoveredLog) {
    for (const entry of recovered.entries) {
      if (entry.kind === 'drop') this.#durable.delete(entry.key);
      else if (entry.kind === 'promise') this.#promises.set(entry.key, entry.ballot);
      else this.#apply(entry);
    }
    this.#nextIndex = recovered.nextIndex;
  }

  /** The durable record of a key, tombstones included. */
  get(key: Key): StoredRecord | undefined {
    return this.#durable.get(key);
  }

  /** The newest record of a key, durable or not yet. */
  newest(key: Key): StoredRecord | undefined {
    return this.#accepted.get(key) ?? this.#durable.get(key);
  }

  promisedTo(key: Key): Version | undefined {
    return this.#promises.get(key);
  }

  /** Versions of all records and ballots of all promises, for a clock that must issue none of them again. */
  *versions(): Iterable<Version> {
    for (const { version } of this.#durable.values()) yield version;
    yield* this.#promises.values();
  }

  /** Keys of all records, tombstones and those not durable yet included, in code-unit order. */
  keys(): readonly Key[] {
    return [...new Set([...this.#durable.keys(), ...this.#accepted.keys()])].sort(compareText);
  }

  get isEmpty(): boolean {
    return this.#durable.size === 0 && this.#unsynced.length === 0;
  }

  put(record: StoredRecord, effects: Effects): void {
    this.#accepted.set(record.key, record);
    this.#append({ kind: 'put', record }, effects);
  }

  promise(key: Key, ballot: Version, effects: Effects): void {
    this.#promises.set(key, ballot);
    this.#append({ kind: 'promise', key, ballot }, effects);
  }

  /** Gone at once for everybody who asks; should the node crash before the entry is durable, it is back after the restart. */
  drop(key: Key, effects: Effects): void {
    this.#durable.delete(key);
    this.#append({ kind: 'drop', key }, effects);
  }

  /** Sends the acknowledgement now, or as soon as all that was appended before is durable. */
  acknowledge(acknowledgement: Acknowledgement, effects: Effects): void {
    if (this.#unsynced.length === 0) speak(acknowledgement, effects);
    else this.#waiting.push({ index: this.#nextIndex - 1, acknowledgement });
  }

  appended(index: number, effects: Effects): void {
    for (let next = this.#unsynced[0]; next !== undefined && next.index <= index; next = this.#unsynced[0]) {
      this.#unsynced.shift();
      this.#apply(next.entry);
    }
    for (let next = this.#waiting[0]; next !== undefined && next.index <= index; next = this.#waiting[0]) {
      this.#waiting.shift();
      speak(next.acknowledgement, effects);
    }
  }

  #append(entry: LogEntry, effects: Effects): void {
    const index = this.#nextIndex;
    this.#nextIndex += 1;
    this.#unsynced.push({ index, entry });
    effects.append(index, entry);
  }

  #apply(entry: LogEntry): void {
    if (entry.kind !== 'put') return;
    this.#durable.set(entry.record.key, entry.record);
    if (this.#accepted.get(entry.record.key) === entry.record) this.#accepted.delete(entry.record.key);
  }
}

function speak(acknowledgement: Acknowledgement, effects: Effects): void {
  if (acknowledgement.note !== undefined) effects.note(acknowledgement.note);
  effects.send(acknowledgement.to, acknowledgement.message);
}
