import type { Key } from '../ids.ts';
import type { Settings } from '../settings.ts';
import type { Tick } from '../time.ts';
import { Lru } from './lru.ts';

/** A copy of what a quorum held; no record: a quorum held nothing. */
export interface Copy<Held> {
  readonly record: Held | undefined;
  /** When the replicas were asked. */
  readonly asked: Tick;
  /** The first moment at which it must not be told any more. */
  readonly until: Tick;
  /** It was fetched before anybody wanted it, and nobody has wanted it yet. */
  prefetched: boolean;
}

/** A successor is two names; a copy is a value. */
const SUCCESSORS_A_COPY = 4;
/** The part of a copy's life, of four, in which it is renewed when it is used. */
const LAST_PART = 4;

/** Guesses from what is read what will be read. Decides nothing else: a wrong guess costs messages and room. */
export class Prefetcher {
  readonly #settings: Settings;
  /** What was read after each key, the last time. */
  readonly #successors: Lru<Key, Key>;
  #latest: Key | undefined;

  constructor(settings: Settings) {
    this.#settings = settings;
    const entries = SUCCESSORS_A_COPY * settings.cacheEntries;
    this.#successors = new Lru({ entries, bytes: Number.POSITIVE_INFINITY });
  }

  /**
   * Keys to fetch because this one is read now.
   * @param copy what answers the read; none where it is a miss
   */
  wanted(key: Key, copy: Copy<unknown> | undefined, now: Tick): readonly Key[] {
    const { cacheCoherence, cachePrefetch, prefetchDepth } = this.#settings;
    // Each read asks anyhow.
    if (cacheCoherence === 'validate') return [];
    switch (cachePrefetch) {
      case 'sequential':
        return copy === undefined || copy.prefetched ? following(key, prefetchDepth) : [];
      case 'refresh-ahead':
        return copy !== undefined && isEnding(copy, now) ? [key] : [];
      case 'successors':
        return this.#follow(key, prefetchDepth);
      case 'warm-start':
      case 'none':
        return [];
    }
  }

  /** Learns that this key came after the one before, and goes along what came after it the last time. */
  #follow(key: Key, depth: number): readonly Key[] {
    if (this.#latest !== undefined && this.#latest !== key) this.#successors.put(this.#latest, key, 0);
    this.#latest = key;
    const keys: Key[] = [];
    let next = this.#successors.use(key);
    while (next !== undefined && next !== key && keys.length < depth && !keys.includes(next)) {
      keys.push(next);
      next = this.#successors.peek(next);
    }
    return keys;
  }
}

/** The next keys in counting: `k9` is followed by `k10`, `page-007` by `page-008`. A key that ends in no number by none. */
export function following(key: Key, depth: number): readonly Key[] {
  const digits = /[0-9]{1,9}$/.exec(key)?.[0];
  if (digits === undefined) return [];
  const stem = key.slice(0, key.length - digits.length);
  return Array.from(
    { length: depth },
    (_, nth) => `${stem}${String(Number(digits) + nth + 1).padStart(digits.length, '0')}` as Key,
  );
}

function isEnding({ asked, until }: Copy<unknown>, now: Tick): boolean {
  return (until - now) * LAST_PART < until - asked;
}
