import type { Stream } from '../lib/chance.ts';
import { openStream } from '../lib/chance.ts';
import type { Future } from '../scenario/scenario.ts';

interface OpenStream {
  readonly name: string;
  readonly stream: { -readonly [Part in keyof Stream]: Stream[Part] };
}

/**
 * All chance of one run: opens its streams, by name.
 *
 * Where the scenario asks for another future, every stream gets another key at the beginning of that tick: what was
 * drawn before stays, and every draw from then on is that future's. Two runs of one seed are the same up to that tick.
 */
export class Chance {
  readonly #seed: number;
  readonly #future: Future | undefined;
  /** Kept only while they may be keyed anew. */
  #open: OpenStream[] = [];
  #keys = '';

  constructor(seed: number, future?: Future) {
    this.#seed = seed;
    this.#future = future;
    if (future?.from === 0) this.#turn(future.number);
  }

  /** @param name where the chance is used, as a path: `node/n3/gossip`, `network/loss` */
  openStream(name: string): Stream {
    const stream = { ...openStream(this.#seed, this.#keys + name) };
    if (this.#future !== undefined && this.#keys === '') this.#open.push({ name, stream });
    return stream;
  }

  /** A tick begins. */
  reach(tick: number): void {
    if (this.#future?.from === tick) this.#turn(this.#future.number);
  }

  #turn(number: number): void {
    this.#keys = `future/${number}/`;
    for (const { name, stream } of this.#open) {
      const { high, low } = openStream(this.#seed, this.#keys + name);
      stream.high = high;
      stream.low = low;
    }
    this.#open = [];
  }
}
