import type { Key, NodeId } from '../ids.ts';
import type { StoredRecord } from '../record.ts';
import type { Tick } from '../time.ts';
import type { Version } from '../version.ts';
import { compareVersion } from '../version.ts';

/** A full record that is kept for a replica that was away. */
export interface Hint {
  readonly owner: NodeId;
  readonly record: StoredRecord;
  /** On the clock of the node that keeps it. */
  readonly until: Tick;
}

/** The hints of one node: the newest of each owner and key, with their size. */
export class HintShelf {
  readonly #byOwner = new Map<NodeId, Map<Key, Hint>>();
  #size = 0;
  #bytes = 0;

  get size(): number {
    return this.#size;
  }

  /** Of keys and values together. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Ascending. */
  owners(): readonly NodeId[] {
    return [...this.#byOwner.keys()].sort((a, b) => a - b);
  }

  /** Of one owner, in the order in which they were put. */
  of(owner: NodeId): Iterable<Hint> {
    return this.#byOwner.get(owner)?.values() ?? [];
  }

  get(owner: NodeId, key: Key): Hint | undefined {
    return this.#byOwner.get(owner)?.get(key);
  }

  /** A newer one stays: the two may have become durable in either order. */
  put(hint: Hint): void {
    const { owner, record } = hint;
    const before = this.get(owner, record.key);
    if (before !== undefined && compareVersion(before.record.version, record.version) > 0) return;
    if (before !== undefined) this.remove(owner, record.key, before.record.version);
    const hints = this.#byOwner.get(owner) ?? new Map<Key, Hint>();
    this.#byOwner.set(owner, hints.set(record.key, hint));
    this.#size += 1;
    this.#bytes += bytesOf(record);
  }

  /** A newer one stays. */
  remove(owner: NodeId, key: Key, version: Version): void {
    const hints = this.#byOwner.get(owner);
    const hint = hints?.get(key);
    if (hints === undefined || hint === undefined) return;
    if (compareVersion(hint.record.version, version) > 0) return;
    hints.delete(key);
    if (hints.size === 0) this.#byOwner.delete(owner);
    this.#size -= 1;
    this.#bytes -= bytesOf(hint.record);
  }

  *[Symbol.iterator](): Iterator<Hint> {
    for (const hints of this.#byOwner.values()) yield* hints.values();
  }
}

/** Key and value in UTF-8. */
export function bytesOf({ key, value }: StoredRecord): number {
  return utf8Length(key) + utf8Length(value ?? '');
}

function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x80) bytes += 1;
    // Half of a pair: four bytes for two units.
    if (unit >= 0x800 && (unit < 0xd800 || unit > 0xdfff)) bytes += 1;
  }
  return bytes;
}
