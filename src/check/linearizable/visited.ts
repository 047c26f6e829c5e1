import { growInts } from '../history/grow.ts';
import type { DoneSet } from './done-set.ts';

/**
 * The (done operations, state) pairs that the search has been at. Pairs lie one after another in one array, each as
 * hash, state, first open word, number of words, words; an open-addressed table finds them.
 */
export class Visited {
  #table: Int32Array<ArrayBuffer>;
  #arena: Int32Array<ArrayBuffer>;
  #end = 1;
  #count = 0;

  /** @param pairs about how many there will be at least; more are welcome */
  constructor(pairs: number) {
    let slots = 16;
    while (slots < 2 * pairs) slots *= 2;
    this.#table = new Int32Array(slots);
    this.#arena = new Int32Array(4 * slots);
  }

  /** Of 4 bytes. */
  get words(): number {
    return this.#arena.length + this.#table.length;
  }

  /** False when the pair was there already. */
  add(done: DoneSet, state: number): boolean {
    const hash = (done.hash ^ Math.imul(state + 1, 0x9e3779b1)) | 0;
    const slot = this.#find(done, state, hash);
    if (this.#table[slot] !== 0) return false;
    this.#table[slot] = this.#append(done, state, hash);
    if (++this.#count * 2 > this.#table.length) this.#rehash();
    return true;
  }

  #find(done: DoneSet, state: number, hash: number): number {
    const mask = this.#table.length - 1;
    let slot = spread(hash) & mask;
    for (let at = this.#table[slot] ?? 0; at !== 0; at = this.#table[slot] ?? 0) {
      const arena = this.#arena;
      if (arena[at] === hash && arena[at + 1] === state && done.equals(arena, at + 2)) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #append(done: DoneSet, state: number, hash: number): number {
    const at = this.#end;
    while (at + 4 + done.maxWords > this.#arena.length) this.#arena = growInts(this.#arena);
    this.#arena[at] = hash;
    this.#arena[at + 1] = state;
    this.#end = done.write(this.#arena, at + 2);
    return at;
  }

  #rehash(): void {
    const old = this.#table;
    const table = new Int32Array(old.length * 2);
    const mask = table.length - 1;
    for (const at of old) {
      if (at === 0) continue;
      let slot = spread(this.#arena[at] ?? 0) & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = at;
    }
    this.#table = table;
  }
}

function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}
