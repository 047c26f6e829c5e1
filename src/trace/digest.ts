import { absorb, finish } from '../lib/mix.ts';

/** How many events lie between two checkpoints; a power of two. */
const CHECKPOINT_EVERY = 4096;

/** The digest after `events` events, the last of them at `tick`. */
export interface Checkpoint {
  readonly events: number;
  readonly tick: number;
  readonly digest: string;
}

/**
 * A running hash of all events of a run, in order, over numbers: two lanes of 32 bits.
 * Equal digests mean equal runs; where they differ, the first differing checkpoint bounds the first differing event.
 */
export class Digest {
  readonly checkpoints: Checkpoint[] = [];
  #events = 0;
  #first = 0x6a09e667;
  #second = 0xbb67ae85 | 0;

  /** Absorbs one event. @param kind below 32; 27 bits of `tick` count, and 32 of each other word */
  add(kind: number, tick: number, a: number, b: number, c: number): void {
    const where = a ^ ((b << 16) | (b >>> 16));
    const mixed = absorb(absorb(absorb(this.#first, kind ^ (tick << 5)), where), c);
    this.#first = mixed;
    this.#second = absorb(this.#second, mixed ^ 0x5bd1e995);
    this.#events += 1;
    if ((this.#events & (CHECKPOINT_EVERY - 1)) === 0) {
      this.checkpoints.push({ events: this.#events, tick, digest: this.toString() });
    }
  }

  get events(): number {
    return this.#events;
  }

  /** Sixteen hexadecimal digits. */
  toString(): string {
    return hex(finish(this.#first ^ this.#events)) + hex(finish(this.#second));
  }
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
