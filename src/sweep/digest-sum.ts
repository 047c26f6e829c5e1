import { absorb, finish } from '../lib/mix.ts';

const WORD = 0x1_0000_0000;

/**
 * A digest over pairs of a seed and the digest of its run that does not depend on the order in which they come: each
 * pair is mixed by itself, and what comes out is added up. So batches of any size, from any worker and from before an
 * interruption, lead to the same sixteen digits as one long loop.
 */
export class DigestSum {
  #high = 0;
  #low = 0;

  /** @param digest sixteen hexadecimal digits */
  add(seed: number, digest: string): void {
    const [high, low] = wordsOf(digest);
    for (const [start, more] of [
      [0x6a09e667, (word: number) => this.#add(word, 0)],
      [0x3c6ef372, (word: number) => this.#add(0, word)],
    ] as const) {
      const where = absorb(absorb(start, seed | 0), Math.floor(seed / WORD));
      more(finish(absorb(absorb(where, high), low)));
    }
  }

  /** Adds what another sum holds. @param sum as it was written */
  merge(sum: string): void {
    this.#add(...wordsOf(sum));
  }

  toString(): string {
    return hex(this.#high) + hex(this.#low);
  }

  #add(high: number, low: number): void {
    this.#high = (this.#high + high) | 0;
    this.#low = (this.#low + low) | 0;
  }
}

function wordsOf(text: string): [high: number, low: number] {
  return [Number.parseInt(text.slice(0, 8), 16) | 0, Number.parseInt(text.slice(8, 16), 16) | 0];
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
