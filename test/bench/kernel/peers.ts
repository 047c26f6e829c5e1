import type { Load } from './load.ts';

/** Marsaglia's xorshift, 32 bits: the load's own choice of peers, alike and cheap for all contenders. */
export class Xorshift {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 1;
  }

  /** Uniform in [0, bound), bound ≤ 2^21. */
  below(bound: number): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x;
    return Math.floor(((x >>> 0) * bound) / 0x1_0000_0000);
  }
}

/** The `nth` node that `node` tells in this tick: any other one, or all others in turn. Nodes are 0 … N − 1. */
export function peerOf(load: Load, node: number, nth: number, chance: Xorshift): number {
  const { nodes, fanout } = load;
  const other = fanout === nodes - 1 ? nth : chance.below(nodes - 1);
  return other < node ? other : other + 1;
}
