import type { Effects } from '../effect.ts';
import type { Key, NodeId } from '../ids.ts';
import type { StoredRecord } from '../record.ts';
import type { Store } from '../replication/store.ts';
import type { Settings } from '../settings.ts';
import type { Tick } from '../time.ts';
import { compareVersion } from '../version.ts';
import type { Floors } from './floors.ts';
import { sliceOf } from './hash-tree.ts';

/** What the last round with a member showed. */
export interface Finding {
  readonly begunAt: Tick;
  /** It has met nobody who is missing, owes nobody a record, and has lost none. */
  readonly settled: boolean;
  /** Slices that did not hold the same. */
  readonly unlike: ReadonlySet<number>;
}

/** Forgets tombstones that nobody can need any more. */
export class Purge {
  readonly #settings: Settings;
  readonly #store: Store;
  readonly #floors: Floors;
  /** Tombstones by when they were first seen here, in this life and by this clock; the oldest first. */
  readonly #since = new Map<Key, Tick>();
  readonly #fresh = new Set<Key>();

  constructor(settings: Settings, store: Store, floors: Floors) {
    this.#settings = settings;
    this.#store = store;
    this.#floors = floors;
  }

  changed(key: Key, record: StoredRecord | undefined): void {
    this.#since.delete(key);
    if (record?.value === null) this.#fresh.add(key);
    else this.#fresh.delete(key);
  }

  /**
   * Forgets what is old and, by comparing since it was old, known to all who own it.
   * @param find yields one finding for each other member; none where this node itself is not settled
   */
  elapsed(find: () => ReadonlyMap<NodeId, Finding> | undefined, now: Tick, effects: Effects): void {
    for (const key of this.#fresh) this.#since.set(key, now);
    this.#fresh.clear();
    const { hintLifeTicks, purgeCompares } = this.#settings;
    if (hintLifeTicks === 0 || this.#since.size === 0) return;
    const findings = find();
    const comparedAt = purgeCompares === 0 ? now : agreedAt(findings);
    const due = new Map<number, StoredRecord[]>();
    for (const [key, since] of this.#since) {
      if (since + hintLifeTicks > comparedAt) break;
      const slice = sliceOf(key);
      const record = this.#store.get(key);
      // What replaced it may be acknowledged as soon as it is durable, so it must not be purged with it.
      if (record === undefined || this.#store.newest(key) !== record) continue;
      if (purgeCompares === 1 && isUnlike(slice, findings)) continue;
      due.set(slice, [...(due.get(slice) ?? []), record]);
    }
    for (const [slice, records] of due) this.#forget(slice, records, effects);
  }

  #forget(slice: number, records: readonly StoredRecord[], effects: Effects): void {
    const floor = records
      .map(({ version }) => version)
      .reduce((a, b) => (compareVersion(a, b) < 0 ? b : a), this.#floors.of(slice) ?? LOWEST);
    this.#floors.raise(slice, floor);
    for (const { key, version } of records) effects.note({ kind: 'tombstone-purged', key, version });
    const keys = records.map(({ key }) => key);
    this.#store.forget({ kind: 'purge', slice, floor, keys }, effects);
  }
}

const LOWEST = { counter: -1, writer: 0 as NodeId, incarnation: 0 };

/** Since when everybody was settled; never where somebody is not. */
function agreedAt(findings: ReadonlyMap<NodeId, Finding> | undefined): number {
  if (findings === undefined) return -1;
  let oldest = Number.MAX_SAFE_INTEGER;
  for (const { begunAt, settled } of findings.values()) oldest = Math.min(oldest, settled ? begunAt : -1);
  return oldest;
}

function isUnlike(slice: number, findings: ReadonlyMap<NodeId, Finding> | undefined): boolean {
  return [...(findings?.values() ?? [])].some(({ unlike }) => unlike.has(slice));
}
