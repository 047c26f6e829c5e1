import { must } from '../../lib/assert.ts';

const NONE = -1;
const FEWEST_SLOTS = 16;

interface Entry<K, V> {
  readonly key: K;
  value: V;
  bytes: number;
}

/** How much is kept at most. */
export interface Bounds {
  readonly entries: number;
  readonly bytes: number;
}

/**
 * Entries in order of their last use, bounded in number and bytes; what was used least lately goes first. A `Map` finds
 * the slot of a key, a linked list in two flat arrays keeps the order: using an entry moves two numbers, where taking it
 * out of a `Map` and putting it back collapses at a hundred thousand entries.
 */
export class Lru<K, V> {
  readonly #bounds: Bounds;
  readonly #slots = new Map<K, number>();
  readonly #entries: (Entry<K, V> | undefined)[] = [];
  #newer = new Int32Array(FEWEST_SLOTS);
  #older = new Int32Array(FEWEST_SLOTS);
  readonly #free: number[] = [];
  #newest = NONE;
  #oldest = NONE;
  #bytes = 0;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  get size(): number {
    return this.#slots.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Looks without using. */
  peek(key: K): V | undefined {
    const slot = this.#slots.get(key);
    return slot === undefined ? undefined : this.#entries[slot]?.value;
  }

  /** Using makes an entry the newest. */
  use(key: K): V | undefined {
    const slot = this.#slots.get(key);
    if (slot === undefined) return undefined;
    this.#unlink(slot);
    this.#link(slot);
    return this.#entries[slot]?.value;
  }

  /** @returns keys that had to go, the oldest first; the new one is among them where it is larger than all there is */
  put(key: K, value: V, bytes: number): readonly K[] {
    this.delete(key);
    const slot = this.#free.pop() ?? this.#slots.size;
    this.#reserve(slot);
    this.#entries[slot] = { key, value, bytes };
    this.#slots.set(key, slot);
    this.#link(slot);
    this.#bytes += bytes;
    const gone: K[] = [];
    while (this.size > this.#bounds.entries || this.#bytes > this.#bounds.bytes) {
      const oldest = must(this.#entries[this.#oldest], 'an oldest entry').key;
      this.delete(oldest);
      gone.push(oldest);
    }
    return gone;
  }

  delete(key: K): boolean {
    const slot = this.#slots.get(key);
    if (slot === undefined) return false;
    this.#unlink(slot);
    this.#slots.delete(key);
    this.#bytes -= this.#entries[slot]?.bytes ?? 0;
    this.#entries[slot] = undefined;
    this.#free.push(slot);
    return true;
  }

  clear(): void {
    for (const key of [...this.#slots.keys()]) this.delete(key);
  }

  /** The keys used last, the newest first. */
  newest(wanted: number): readonly K[] {
    const keys: K[] = [];
    for (let slot = this.#newest; slot !== NONE && keys.length < wanted; slot = this.#older[slot] ?? NONE)
      keys.push(must(this.#entries[slot], 'an entry in its slot').key);
    return keys;
  }

  #reserve(slot: number): void {
    if (slot < this.#newer.length) return;
    const grown = new Int32Array(2 * this.#newer.length);
    const [newer, older] = [grown, grown.slice()];
    newer.set(this.#newer);
    older.set(this.#older);
    [this.#newer, this.#older] = [newer, older];
  }

  #link(slot: number): void {
    this.#newer[slot] = NONE;
    this.#older[slot] = this.#newest;
    if (this.#newest === NONE) this.#oldest = slot;
    else this.#newer[this.#newest] = slot;
    this.#newest = slot;
  }

  #unlink(slot: number): void {
    const newer = this.#newer[slot] ?? NONE;
    const older = this.#older[slot] ?? NONE;
    if (newer === NONE) this.#newest = older;
    else this.#older[newer] = older;
    if (older === NONE) this.#oldest = newer;
    else this.#newer[older] = newer;
  }
}
