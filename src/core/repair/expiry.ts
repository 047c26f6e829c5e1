import type { Effects } from '../effect.ts';
import type { Key, NodeId } from '../ids.ts';
import type { StoredRecord } from '../record.ts';
import type { Store } from '../replication/store.ts';
import type { RingView } from '../ring/ring-view.ts';
import type { Tick } from '../time.ts';
import { compareVersion } from '../version.ts';
import type { Stabilizer } from './stabilizer.ts';

/**
 * Ends values whose time is over. The PRIMARY of a key does so when its clock says so, with a tombstone that is newer than the
 * expired write and older than any other that is newer: whoever wrote again in time is not harmed, and two nodes that both
 * think themselves PRIMARY make the same one. Until it arrives, readers are given the value as it is stored: no clock
 * decides a read, or two readers would see it end at different times, there and back again.
 */
export class Expiry {
  readonly #self: NodeId;
  readonly #view: RingView;
  readonly #store: Store;
  readonly #stabilizer: Stabilizer;
  readonly #due = new Map<Key, Tick>();

  constructor(self: NodeId, view: RingView, store: Store, stabilizer: Stabilizer) {
    this.#self = self;
    this.#view = view;
    this.#store = store;
    this.#stabilizer = stabilizer;
  }

  changed(key: Key, record: StoredRecord | undefined): void {
    if (record?.expires === undefined) this.#due.delete(key);
    else this.#due.set(key, record.expires);
  }

  elapsed(now: Tick, effects: Effects): void {
    for (const [key, due] of this.#due) {
      if (due > now) continue;
      const [primary, ...others] = this.#view.replicasOf(key);
      const record = this.#store.newest(key);
      if (primary !== this.#self || record?.expires === undefined || record.expires > now) continue;
      const version = { ...record.version, expired: true } as const;
      // Who was promised the key may be about to replace what has expired; if not, its end comes after that.
      const promised = this.#store.promisedTo(key);
      if (promised !== undefined && compareVersion(version, promised) < 0) continue;
      effects.note({ kind: 'record-expired', key, version });
      this.#store.put({ key, version, value: null }, effects);
      for (const other of others) this.#stabilizer.offer(other, [key], now, effects);
    }
  }
}
