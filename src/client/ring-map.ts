import { hashText } from '../lib/mix.ts';
import type { Sent } from './connections.ts';

/** What `/ring/arcs` tells: tokens in order, and at which of the addresses the owner of each is. */
interface Arcs {
  readonly hash_seed: number;
  readonly addresses: readonly (string | null)[];
  readonly tokens: readonly number[];
  readonly owners: readonly number[];
}

/** A ring is asked for again when it is doubted, or as old as this. Unit: milliseconds. */
const FRESH_MS = 10_000;

/**
 * Who is PRIMARY of a key, as some node told it last. It may be wrong: any node answers for every key, and who is asked in
 * vain costs a detour and nothing else.
 */
export class RingMap {
  readonly #seeds: readonly string[];
  readonly #fetch: (address: string) => Promise<Sent>;
  #arcs: Arcs | undefined;
  #asking: Promise<void> | undefined;
  #until = 0;
  #turn = 0;

  constructor(seeds: readonly string[], fetch: (address: string) => Promise<Sent>) {
    this.#seeds = seeds;
    this.#fetch = fetch;
  }

  /** Where to ask about a key: its PRIMARY first, then everybody else that is known. */
  async addressesFor(key: string): Promise<readonly string[]> {
    // An old map serves while it is asked for again.
    const asked = performance.now() < this.#until ? undefined : this.#ask();
    if (this.#arcs === undefined) await asked;
    const home = this.#primaryOf(key);
    const all = this.addresses();
    return home === undefined ? all : [home, ...all.filter((address) => address !== home)];
  }

  /** Everybody that is known, first those that were named. */
  addresses(): readonly string[] {
    const known = (this.#arcs?.addresses ?? []).filter((address) => address !== null);
    return [...new Set([...this.#seeds, ...known])];
  }

  /** Somebody did not answer as expected: who owns what may have changed. */
  doubt(): void {
    this.#until = 0;
  }

  #primaryOf(key: string): string | undefined {
    if (this.#arcs === undefined || this.#arcs.tokens.length === 0) return undefined;
    const { hash_seed: seed, tokens, owners, addresses } = this.#arcs;
    const position = hashText(key, seed) >>> 0;
    let from = 0;
    let to = tokens.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((tokens[middle] ?? 0) < position) from = middle + 1;
      else to = middle;
    }
    return addresses[owners[from % tokens.length] ?? 0] ?? undefined;
  }

  #ask(): Promise<void> {
    this.#asking ??= this.#learn().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #learn(): Promise<void> {
    const all = this.addresses();
    this.#turn += 1;
    for (let nth = 0; nth < all.length; nth += 1) {
      const sent = await this.#fetch(all[(this.#turn + nth) % all.length] ?? '');
      if (sent.kind !== 'answered' || sent.answer.status !== 200) continue;
      this.#arcs = sent.answer.body as Arcs;
      this.#until = performance.now() + FRESH_MS;
      return;
    }
    // Nobody tells: the next request that wants to know asks again, after a while.
    this.#until = performance.now() + FRESH_MS / 10;
  }
}
