import { assert } from '../lib/assert.ts';

/** Ticks that lie in the ring of buckets; a power of two. Later events wait in a heap. */
const HORIZON = 1024;
const MASK = HORIZON - 1;
const NONE = -1;
const FIRST_CAPACITY = 1024;

/**
 * What is going to happen, in (tick, order of insertion): flat records, linked into one bucket a tick.
 *
 * An event is a small integer `kind`, three integers and one reference; `pop` gives the slot to read them from, which
 * is free for reuse after the next push. Events beyond the horizon wait in a heap and enter their bucket the moment
 * their tick comes within the horizon, before anything can be pushed there directly: so order stays that of insertion.
 */
export class EventQueue {
  #capacity = FIRST_CAPACITY;
  #kind = new Uint8Array(FIRST_CAPACITY);
  #host = new Int32Array(FIRST_CAPACITY);
  #a = new Int32Array(FIRST_CAPACITY);
  #b = new Int32Array(FIRST_CAPACITY);
  #next = new Int32Array(FIRST_CAPACITY);
  readonly #reference: unknown[] = [];
  readonly #head = new Int32Array(HORIZON).fill(NONE);
  readonly #tail = new Int32Array(HORIZON).fill(NONE);
  /** Free slots, linked through `next`. */
  #free = NONE;
  #used = 0;
  #size = 0;
  #now = 0;
  readonly #later: { readonly at: number; readonly order: number; readonly slot: number }[] = [];
  #order = 0;

  /** Events that have not been popped. */
  get size(): number {
    return this.#size;
  }

  get now(): number {
    return this.#now;
  }

  /** @param at the tick it is due, not before now */
  push(at: number, kind: number, host: number, a: number, b: number, reference: unknown): void {
    assert(at >= this.#now, `event at ${at} is in the past of ${this.#now}`);
    const slot = this.#take();
    this.#kind[slot] = kind;
    this.#host[slot] = host;
    this.#a[slot] = a;
    this.#b[slot] = b;
    this.#reference[slot] = reference;
    this.#size += 1;
    if (at - this.#now < HORIZON) this.#link(at & MASK, slot);
    else this.#postpone(at, slot);
  }

  /** Takes the next event that is due now. @returns its slot, or −1 when this tick is done */
  pop(): number {
    const bucket = this.#now & MASK;
    const slot = this.#head[bucket] as number;
    if (slot === NONE) return NONE;
    const next = this.#next[slot] as number;
    this.#head[bucket] = next;
    if (next === NONE) this.#tail[bucket] = NONE;
    this.#next[slot] = this.#free;
    this.#free = slot;
    this.#size -= 1;
    return slot;
  }

  kind(slot: number): number {
    return this.#kind[slot] as number;
  }

  host(slot: number): number {
    return this.#host[slot] as number;
  }

  a(slot: number): number {
    return this.#a[slot] as number;
  }

  b(slot: number): number {
    return this.#b[slot] as number;
  }

  /** Hands the reference over; the queue forgets it. */
  takeReference(slot: number): unknown {
    const reference = this.#reference[slot];
    this.#reference[slot] = undefined;
    return reference;
  }

  /** Moves time to the next tick. All events of this one must have been popped. */
  advance(): void {
    assert(this.#head[this.#now & MASK] === NONE, `events of tick ${this.#now} are still due`);
    this.#now += 1;
    const horizon = this.#now + MASK;
    for (let first = this.#later[0]; first !== undefined && first.at <= horizon; first = this.#later[0]) {
      this.#link(first.at & MASK, first.slot);
      this.#popLater();
    }
  }

  #take(): number {
    if (this.#free !== NONE) {
      const slot = this.#free;
      this.#free = this.#next[slot] as number;
      return slot;
    }
    if (this.#used === this.#capacity) this.#grow();
    const slot = this.#used;
    this.#used += 1;
    return slot;
  }

  #link(bucket: number, slot: number): void {
    this.#next[slot] = NONE;
    const last = this.#tail[bucket] as number;
    if (last === NONE) this.#head[bucket] = slot;
    else this.#next[last] = slot;
    this.#tail[bucket] = slot;
  }

  #postpone(at: number, slot: number): void {
    const heap = this.#later;
    const entry = { at, order: this.#order, slot };
    this.#order += 1;
    let child = heap.length;
    heap.push(entry);
    while (child > 0) {
      const parent = (child - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !precedes(entry, above)) break;
      heap[child] = above;
      child = parent;
    }
    heap[child] = entry;
  }

  #popLater(): void {
    const heap = this.#later;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let parent = 0;
    for (;;) {
      let child = 2 * parent + 1;
      const left = heap[child];
      if (left === undefined) break;
      const right = heap[child + 1];
      if (right !== undefined && precedes(right, left)) child += 1;
      const first = heap[child];
      if (first === undefined || !precedes(first, last)) break;
      heap[parent] = first;
      parent = child;
    }
    heap[parent] = last;
  }

  #grow(): void {
    this.#capacity *= 2;
    const kind = new Uint8Array(this.#capacity);
    kind.set(this.#kind);
    this.#kind = kind;
    this.#host = widened(this.#host, this.#capacity);
    this.#a = widened(this.#a, this.#capacity);
    this.#b = widened(this.#b, this.#capacity);
    this.#next = widened(this.#next, this.#capacity);
  }
}

function precedes(
  a: { readonly at: number; readonly order: number },
  b: { readonly at: number; readonly order: number },
): boolean {
  return a.at !== b.at ? a.at < b.at : a.order < b.order;
}

function widened(column: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(length);
  wider.set(column);
  return wider;
}
