import { compareText } from '../../lib/order.ts';
import type { Effects } from '../effect.ts';
import type { Key } from '../ids.ts';
import type { StoredRecord } from '../record.ts';
import type { Store } from '../replication/store.ts';
import type { Settings } from '../settings.ts';
import { Lru } from './lru.ts';

/**
 * A replica that keeps no more than so many values, or bytes of them: what was used least lately goes. It is forgotten, not
 * deleted: no tombstone is written, and another replica that still holds the value brings it back with the next read.
 * Tombstones do not count and stay, or what was deleted would come back from who has not heard of it.
 */
export class Capacity {
  readonly #store: Store;
  readonly #used: Lru<Key, true>;
  readonly #surplus = new Set<Key>();

  constructor(settings: Settings, store: Store) {
    const { capacityEntries, capacityBytes } = settings;
    const unbounded = (bound: number) => (bound === 0 ? Number.POSITIVE_INFINITY : bound);
    this.#used = new Lru({ entries: unbounded(capacityEntries), bytes: unbounded(capacityBytes) });
    this.#store = store;
    const recovered = [...store.records()].sort((a, b) => compareText(a.key, b.key));
    for (const record of recovered) this.#count(record);
    store.watch((key, _, record) => {
      if (record === undefined || record.value === null) {
        this.#used.delete(key);
        this.#surplus.delete(key);
      } else this.#count(record);
    });
  }

  use(key: Key): void {
    this.#used.use(key);
  }

  /** Lets go of what there is no room for any more. */
  evict(effects: Effects): void {
    for (const key of this.#surplus) {
      effects.note({ kind: 'record-evicted', key });
      this.#store.drop(key, effects);
    }
    this.#surplus.clear();
  }

  #count({ key, value }: StoredRecord): void {
    if (value === null) return;
    this.#surplus.delete(key);
    for (const gone of this.#used.put(key, true, key.length + value.length)) this.#surplus.add(gone);
  }
}
