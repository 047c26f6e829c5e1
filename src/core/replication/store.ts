import { compareText } from '../../lib/order.ts';
import type { Watcher } from '../durability/durable-state.ts';
import type { Acknowledgement, Journal } from '../durability/journal.ts';
import type { Effects } from '../effect.ts';
import type { Key } from '../ids.ts';
import type { LogEntry } from '../log-entry.ts';
import type { StoredRecord } from '../record.ts';
import type { Version } from '../version.ts';

/**
 * The records of one replica, behind its log: a record is read by others only when it is durable, and judged
 * against from the moment it is appended.
 */
export class Store {
  readonly #journal: Journal;
  readonly #accepted = new Map<Key, StoredRecord>();
  /** The highest ballot promised for a key, from the moment it is appended. */
  readonly #promises: Map<Key, Version>;
  /** Surplus copies whose end is not durable yet. */
  readonly #dropping = new Set<Key>();
  /** Told of each record when it is appended, before it is durable. */
  onTaken: ((record: StoredRecord) => void) | undefined;

  constructor(journal: Journal) {
    this.#journal = journal;
    this.#promises = new Map(journal.state.promises);
  }

  /** @param watcher told of each change of a durable record */
  watch(watcher: Watcher): void {
    this.#journal.state.watchers.push(watcher);
  }

  /** The durable record of a key, tombstones included. */
  get(key: Key): StoredRecord | undefined {
    return this.#dropping.has(key) ? undefined : this.#journal.state.records.get(key);
  }

  /** The newest record of a key, durable or not yet. */
  newest(key: Key): StoredRecord | undefined {
    return this.#accepted.get(key) ?? this.get(key);
  }

  promisedTo(key: Key): Version | undefined {
    return this.#promises.get(key);
  }

  /** Keys of all records, tombstones and those not durable yet included, in code-unit order. */
  keys(): readonly Key[] {
    const durable = [...this.#journal.state.records.keys()].filter((key) => !this.#dropping.has(key));
    return [...new Set([...durable, ...this.#accepted.keys()])].sort(compareText);
  }

  /** The same, and those of which only a promise is kept. */
  names(): readonly Key[] {
    return [...new Set([...this.keys(), ...this.#promises.keys()])].sort(compareText);
  }

  /** All durable records, tombstones included, in no order that means anything. */
  *records(): Iterable<StoredRecord> {
    for (const [key, record] of this.#journal.state.records) if (!this.#dropping.has(key)) yield record;
  }

  /** Of promises too. */
  get isEmpty(): boolean {
    return this.#journal.state.records.size === 0 && this.#accepted.size === 0 && this.#promises.size === 0;
  }

  put(record: StoredRecord, effects: Effects): void {
    const { key } = record;
    this.#accepted.set(key, record);
    this.#journal.append({ kind: 'put', record }, effects, () => {
      if (this.#accepted.get(key) === record) this.#accepted.delete(key);
    });
    this.onTaken?.(record);
  }

  promise(key: Key, ballot: Version, effects: Effects): void {
    this.#promises.set(key, ballot);
    this.#journal.append({ kind: 'promise', key, ballot }, effects);
  }

  /** Gone at once for everybody who asks; should the node crash before the entry is durable, it is back after the restart. */
  drop(key: Key, effects: Effects): void {
    this.#dropping.add(key);
    this.#journal.append({ kind: 'drop', key }, effects, () => this.#dropping.delete(key));
  }

  /** Tombstones are gone at once for everybody who asks, as with `drop`. */
  forget(purge: Extract<LogEntry, { kind: 'purge' }>, effects: Effects): void {
    for (const key of purge.keys) this.#dropping.add(key);
    this.#journal.append(purge, effects, () => {
      for (const key of purge.keys) this.#dropping.delete(key);
    });
  }

  /** The log says that nothing counts any more. */
  forgetAll(): void {
    this.#accepted.clear();
    this.#promises.clear();
    this.#dropping.clear();
  }

  /** Says now what is held, unless the key's copies are being called back: then as soon as they are. */
  tell(answer: Acknowledgement, effects: Effects): void {
    this.#journal.speak(answer, effects);
  }

  /** Sends the acknowledgement now, or as soon as all that was appended before is durable. */
  acknowledge(acknowledgement: Acknowledgement, effects: Effects): void {
    this.#journal.acknowledge(acknowledgement, effects);
  }
}
