import type { Members } from './members.ts';
import { Ring } from './ring.ts';

/** Members change one by one, and some nodes learn of it later than others. */
const KEPT = 4;

/**
 * The latest rings of all nodes of one process. Where tokens lie is a pure function of the members, so who sees the same
 * members need not place them again. Each ring is one of its own: that it is another one tells that members changed.
 */
export class Rings {
  readonly #perNode: number;
  /** The latest first, each of other members. */
  readonly #latest: Ring[] = [];

  constructor(tokensPerNode: number) {
    this.#perNode = tokensPerNode;
  }

  /** @param before a ring to begin from where nobody has made one of these members lately */
  make(members: Members, before: Ring | undefined): Ring {
    const alike = this.#latest.find((ring) => ring.isOf(members));
    const ring = new Ring(members, this.#perNode, alike ?? before);
    if (alike !== undefined) return ring;
    this.#latest.unshift(ring);
    this.#latest.length = Math.min(this.#latest.length, KEPT);
    return ring;
  }
}
