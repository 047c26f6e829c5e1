import type { Key } from '../ids.ts';

interface Change {
  readonly at: number;
  readonly key: Key;
}

/** Outdated places are cleared away when they are as many as the others and these. */
const SLACK = 64;

/**
 * In which order the records of one replica changed: each key stands at its latest change only, so that a log of any
 * number of changes is as long as there are keys. It is in memory and begins anew with each life.
 * Source: Apache CouchDB, the by-sequence index behind `_changes`.
 */
export class ChangeLog {
  readonly #latest = new Map<Key, number>();
  /** Ascending; a place that is not the latest of its key is outdated. */
  #changes: Change[] = [];
  #last = 0;

  /** @param keys of all there is, in an order that means something */
  constructor(keys: readonly Key[]) {
    for (const key of keys) this.add(key);
  }

  /** The number of the latest change. */
  get last(): number {
    return this.#last;
  }

  add(key: Key): void {
    this.#last += 1;
    this.#latest.set(key, this.#last);
    this.#changes.push({ at: this.#last, key });
    if (this.#changes.length > 2 * this.#latest.size + SLACK)
      this.#changes = this.#changes.filter((change) => this.#isLatest(change));
  }

  /** The record is gone: nothing is told of it any more. */
  remove(key: Key): void {
    this.#latest.delete(key);
  }

  /** The first keys behind `after` that are wanted, `limit` of them at most, and up to where that is all. */
  since(
    after: number,
    isWanted: (key: Key) => boolean,
    limit: number,
  ): { readonly keys: readonly Key[]; readonly upTo: number } {
    const keys: Key[] = [];
    for (let place = this.#placeBehind(after); place < this.#changes.length; place += 1) {
      const change = this.#changes[place];
      if (change === undefined || !this.#isLatest(change) || !isWanted(change.key)) continue;
      keys.push(change.key);
      if (keys.length === limit) return { keys, upTo: change.at };
    }
    return { keys, upTo: this.#last };
  }

  #isLatest({ at, key }: Change): boolean {
    return this.#latest.get(key) === at;
  }

  /** Binary search. */
  #placeBehind(after: number): number {
    let [low, high] = [0, this.#changes.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#changes[middle]?.at ?? 0) > after) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
