import alea from 'seedrandom/lib/alea.js';
import { assert, must } from './assert.ts';
import { absorb, finish } from './mix.ts';

/**
 * The key of one named stream of chance.
 *
 * A draw is a function of the key and of the coordinates of what it decides (link, tick, number …),
 * never of how many draws came before. So a new draw, packet or fault leaves every other one as it was.
 */
export interface Stream {
  readonly high: number;
  readonly low: number;
}

/** The largest seed: 2^53 − 1. */
export const LARGEST_SEED = Number.MAX_SAFE_INTEGER;

/** @param name where the chance is used, as a path: `node/n3/gossip`, `network/loss` */
export function openStream(seed: number, name: string): Stream {
  assert(Number.isSafeInteger(seed) && seed >= 0, 'not a safe integer as a seed:', seed);
  const generator = alea(`${seed}/${name}`);
  return { high: generator.int32(), low: generator.int32() };
}

/** A uniform unsigned 32-bit integer at the coordinates (a, b, c, d) of a stream. */
export function draw(stream: Stream, a: number, b: number, c: number, d: number): number {
  const h = absorb(absorb(absorb(absorb(stream.high, a), b), c), d);
  return finish(h ^ stream.low) >>> 0;
}

/** Maps a 32-bit draw onto [0, bound); exact integers, bias below bound / 2^32. */
export function scale(drawn: number, bound: number): number {
  return Math.floor((drawn * bound) / 0x1_0000_0000);
}

/**
 * Successive draws of one stream, for a decision that needs several: shuffles, picks, random texts.
 * Two dice of one stream with the same coordinates show the same numbers.
 */
export class Dice {
  readonly #stream: Stream;
  readonly #a: number;
  readonly #b: number;
  #thrown = 0;

  constructor(stream: Stream, a = 0, b = 0) {
    this.#stream = stream;
    this.#a = a;
    this.#b = b;
  }

  /** Uniform in [0, bound), 1 ≤ bound ≤ 2^21. */
  below(bound: number): number {
    assert(bound >= 1 && bound <= 0x20_0000, 'cannot draw below', bound);
    const drawn = draw(this.#stream, this.#a, this.#b, this.#thrown, 0);
    this.#thrown += 1;
    return scale(drawn, bound);
  }

  pick<T>(items: readonly T[]): T {
    return must(items[this.below(items.length)], 'item to pick');
  }
}
