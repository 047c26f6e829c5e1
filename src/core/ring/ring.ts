import { assert } from '../../lib/assert.ts';
import type { Key, NodeId } from '../ids.ts';
import type { Position } from './position.ts';
import { keyPosition, tokenPosition } from './position.ts';

/**
 * A consistent-hash ring: nodes at tokens on [0, 2^64), keys owned by the next tokens clockwise.
 *
 * A pure function of its members: tokens are sorted by (position, identity), so every node with the same member
 * list builds the same ring, whatever order it learnt the members in.
 * Source: Karger et al., "Consistent hashing and random trees", STOC 1997; DeCandia et al., Dynamo, SOSP 2007, §4.2.
 */
export class Ring {
  readonly #owners: Int32Array;
  readonly #high: Uint32Array;
  readonly #low: Uint32Array;
  readonly #size: number;

  /** @param members distinct identities, in any order */
  constructor(members: Int32Array, tokensPerNode: number) {
    const tokens: { readonly at: Position; readonly owner: number }[] = [];
    for (const member of members) {
      for (let nth = 0; nth < tokensPerNode; nth += 1) {
        tokens.push({ at: tokenPosition(member as NodeId, nth), owner: member });
      }
    }
    tokens.sort((a, b) => a.at.high - b.at.high || a.at.low - b.at.low || a.owner - b.owner);
    this.#size = members.length;
    this.#owners = new Int32Array(tokens.length);
    this.#high = new Uint32Array(tokens.length);
    this.#low = new Uint32Array(tokens.length);
    tokens.forEach(({ at, owner }, index) => {
      this.#owners[index] = owner;
      this.#high[index] = at.high;
      this.#low[index] = at.low;
    });
  }

  /** How many nodes own something. */
  get size(): number {
    return this.#size;
  }

  /** The first `wanted` distinct nodes at or after the key, clockwise: PRIMARY, SECONDARY, TERTIARY. Fewer if there are fewer. */
  preferenceList(key: Key, wanted: number): readonly NodeId[] {
    assert(wanted >= 1, `a key needs at least one replica, not ${wanted}`);
    const count = Math.min(wanted, this.#size);
    const found: NodeId[] = [];
    let token = this.#firstAtOrAfter(keyPosition(key));
    while (found.length < count) {
      if (token === this.#owners.length) token = 0;
      const owner = this.#owners[token] as NodeId;
      if (!found.includes(owner)) found.push(owner);
      token += 1;
    }
    return found;
  }

  #firstAtOrAfter(position: Position): number {
    let low = 0;
    let high = this.#owners.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at = this.#high[middle] as number;
      const before =
        at < position.high || (at === position.high && (this.#low[middle] as number) < position.low);
      if (before) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
