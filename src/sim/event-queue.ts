import { assert } from '../lib/assert.ts';
import type { LaterEvent } from './later.ts';
import { Later } from './later.ts';
import { References } from './references.ts';

/** Ticks that lie in the ring of buckets; a power of two. Later events wait in a heap. */
const HORIZON = 1024;
const MASK = HORIZON - 1;
const NONE = -1;
/** Events that lie side by side; a power of two. */
const CHUNK = 16;
const FIRST_CHUNKS = 64;

/** Words of an event: its kind, three integers and the number of its reference. */
const WORDS = 5;

/**
 * What is going to happen, in (tick, order of insertion): flat records in chunks, linked into one bucket a tick, so that
 * a tick is read as it was written, from one end of memory to the other (bench: kernel, 10 000 and 100 000 nodes).
 *
 * An event is a small integer `kind`, three integers and one reference; `pop` gives the slot to read them from, which
 * may be written to by the next push. Events beyond the horizon wait in a heap and enter their bucket the moment
 * their tick comes within the horizon, before anything can be pushed there directly: so order stays that of insertion.
 */
export class EventQueue {
  #words = new Int32Array(FIRST_CHUNKS * CHUNK * WORDS);
  readonly #references = new References();
  /** The chunk after this one in its bucket, or among the free ones. */
  #after = new Int32Array(FIRST_CHUNKS);
  #free = NONE;
  #used = 0;
  /** The next slot of each bucket to be read, and to be written; equal where it is empty, none where it has no chunk. */
  readonly #read = new Int32Array(HORIZON).fill(NONE);
  readonly #write = new Int32Array(HORIZON).fill(NONE);
  readonly #later = new Later();
  #size = 0;
  #now = 0;

  /** Events that have not been popped. */
  get size(): number {
    return this.#size;
  }

  get now(): number {
    return this.#now;
  }

  /** @param at the tick it is due, not before now */
  push(at: number, kind: number, host: number, a: number, b: number, reference: unknown): void {
    assert(at >= this.#now, 'an event in the past, at', at);
    this.#size += 1;
    if (at - this.#now < HORIZON) this.#put(at & MASK, kind, host, a, b, reference);
    else this.#later.push(at, { kind, host, a, b, reference });
  }

  /** Takes the next event that is due now. @returns its slot, or −1 when this tick is done */
  pop(): number {
    const bucket = this.#now & MASK;
    const slot = this.#read[bucket] as number;
    if (slot === this.#write[bucket]) return NONE;
    if ((slot + 1) % CHUNK === 0) {
      const chunk = (slot / CHUNK) | 0;
      this.#read[bucket] = (this.#after[chunk] as number) * CHUNK;
      this.#giveBack(chunk);
    } else this.#read[bucket] = slot + 1;
    this.#size -= 1;
    return slot;
  }

  kind(slot: number): number {
    return this.#words[slot * WORDS] as number;
  }

  host(slot: number): number {
    return this.#words[slot * WORDS + 1] as number;
  }

  a(slot: number): number {
    return this.#words[slot * WORDS + 2] as number;
  }

  b(slot: number): number {
    return this.#words[slot * WORDS + 3] as number;
  }

  /** Hands the reference over, once; the queue forgets it. */
  takeReference(slot: number): unknown {
    return this.#references.take(this.#words[slot * WORDS + 4] as number);
  }

  /** Moves time to the next tick. All events of this one must have been popped. */
  advance(): void {
    const bucket = this.#now & MASK;
    const last = this.#read[bucket] as number;
    assert(last === this.#write[bucket], 'events are still due at', this.#now);
    if (last !== NONE) this.#giveBack((last / CHUNK) | 0);
    this.#read[bucket] = NONE;
    this.#write[bucket] = NONE;
    this.#now += 1;
    const horizon = this.#now + MASK;
    for (let due = this.#later.takeUpTo(horizon); due !== undefined; due = this.#later.takeUpTo(horizon))
      this.#enter(horizon & MASK, due);
  }

  #enter(bucket: number, { kind, host, a, b, reference }: LaterEvent): void {
    this.#put(bucket, kind, host, a, b, reference);
  }

  #put(bucket: number, kind: number, host: number, a: number, b: number, reference: unknown): void {
    let slot = this.#write[bucket] as number;
    if (slot === NONE) {
      slot = this.#take() * CHUNK;
      this.#read[bucket] = slot;
    }
    const words = this.#words;
    const at = slot * WORDS;
    words[at] = kind;
    words[at + 1] = host;
    words[at + 2] = a;
    words[at + 3] = b;
    words[at + 4] = this.#references.hold(reference);
    this.#write[bucket] = (slot + 1) % CHUNK === 0 ? this.#continue((slot / CHUNK) | 0) : slot + 1;
  }

  /** The first slot of a fresh chunk after this one. */
  #continue(chunk: number): number {
    const next = this.#take();
    this.#after[chunk] = next;
    return next * CHUNK;
  }

  #take(): number {
    const chunk = this.#free;
    if (chunk !== NONE) {
      this.#free = this.#after[chunk] as number;
      return chunk;
    }
    if (this.#used === this.#after.length) this.#grow();
    this.#used += 1;
    return this.#used - 1;
  }

  #giveBack(chunk: number): void {
    this.#after[chunk] = this.#free;
    this.#free = chunk;
  }

  #grow(): void {
    this.#words = widened(this.#words);
    this.#after = widened(this.#after);
  }
}

function widened(column: Int32Array): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(2 * column.length);
  wider.set(column);
  return wider;
}
