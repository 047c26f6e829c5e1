import type { Journal } from '../durability/journal.ts';
import type { Effects } from '../effect.ts';
import type { NodeId } from '../ids.ts';
import type { Ring } from '../ring/ring.ts';
import type { RingView } from '../ring/ring-view.ts';

/**
 * Everybody whom this node ever met, durably. Who is missing was removed by somebody's opinion, not by agreement: it may hold
 * what others lack, and will be back. A node whose disk was lost never is: nothing is purged any more until members leave
 * by agreement.
 */
export class Company {
  readonly #view: RingView;
  readonly #journal: Journal;
  readonly #introduced = new Set<NodeId>();
  #ring: Ring | undefined;

  constructor(view: RingView, journal: Journal) {
    this.#view = view;
    this.#journal = journal;
    for (const member of journal.state.met) this.#introduced.add(member);
  }

  /** @returns whether nobody knew it here */
  meet(member: NodeId, effects: Effects): boolean {
    if (this.#introduced.has(member)) return false;
    this.#introduced.add(member);
    this.#ring = undefined;
    this.#journal.append({ kind: 'met', node: member }, effects);
    return true;
  }

  /** Nobody is missing. */
  get isWhole(): boolean {
    for (const member of this.#introduced) if (!this.#view.isMember(member)) return false;
    return true;
  }

  /** To be called time and again: the ring of everybody can only be seen while they are all there. */
  look(): void {
    if (this.#ring === undefined && this.isWhole) this.#ring = this.#view.ring;
  }

  /** The ring of everybody, as it was when they were last all there; none before that was seen in this life. */
  get ring(): Ring | undefined {
    this.look();
    return this.#ring;
  }
}
