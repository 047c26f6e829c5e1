import type { NodeId } from '../ids.ts';
import { SLICES } from './hash-tree.ts';

/**
 * Slices of which a node lost records. It may hold, as the newest it knows, what was overwritten or purged long ago: it
 * answers no read of such a slice before it was found alike with every other member.
 */
export class Doubt {
  /** Of each slice in doubt, with whom it was found alike. */
  readonly #alike = new Map<number, Set<NodeId>>();

  constructor(lostRecords: boolean) {
    if (lostRecords) for (let slice = 0; slice < SLICES; slice += 1) this.#alike.set(slice, new Set());
  }

  get isEmpty(): boolean {
    return this.#alike.size === 0;
  }

  has(slice: number): boolean {
    return this.#alike.has(slice);
  }

  /** A round with a member is over. @returns whether that settled the last doubt */
  compared(peer: NodeId, unlike: ReadonlySet<number>, members: readonly NodeId[]): boolean {
    if (this.isEmpty) return false;
    for (const [slice, alike] of [...this.#alike]) {
      if (!unlike.has(slice)) alike.add(peer);
      if (members.every((member) => alike.has(member))) this.#alike.delete(slice);
    }
    return this.isEmpty;
  }
}
