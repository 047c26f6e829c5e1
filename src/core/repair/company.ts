import type { Journal } from '../durability/journal.ts';
import type { Effects } from '../effect.ts';
import type { NodeId } from '../ids.ts';
import type { Placing } from '../ring/joint-ring.ts';
import type { RingView } from '../ring/ring-view.ts';

/**
 * Whether everybody is there who may hold what is to be purged: where the ring is agreed on, all owners while nothing is
 * pending; else everybody whom this node ever met, durably, since who is missing was removed by somebody's opinion, and
 * will be back with what others lack.
 */
export class Company {
  readonly #isAgreed: boolean;
  readonly #view: RingView;
  readonly #journal: Journal;
  readonly #introduced = new Set<NodeId>();
  #ring: Placing | undefined;
  /** The members among whom was last looked for who is missing. */
  #members: Int32Array | undefined;
  #isWhole = false;

  constructor(view: RingView, journal: Journal, isAgreed: boolean) {
    this.#isAgreed = isAgreed;
    this.#view = view;
    this.#journal = journal;
    for (const member of journal.state.met) this.#introduced.add(member);
  }

  /** @returns whether nobody knew it here */
  meet(member: NodeId, effects: Effects): boolean {
    if (this.#isAgreed) return false;
    if (this.#introduced.has(member)) return false;
    this.#introduced.add(member);
    this.#ring = undefined;
    this.#members = undefined;
    this.#journal.append({ kind: 'met', node: member }, effects);
    return true;
  }

  /** Nobody is missing. */
  get isWhole(): boolean {
    if (this.#isAgreed) return this.#view.isWhole;
    const { members } = this.#view;
    if (this.#members !== members) {
      this.#members = members;
      this.#isWhole = [...this.#introduced].every((member) => this.#view.isMember(member));
    }
    return this.#isWhole;
  }

  /** Another epoch is in effect: nobody was seen in it yet. */
  renew(): void {
    this.#ring = undefined;
  }

  /** To be called time and again: the ring of everybody can only be seen while they are all there. */
  look(): void {
    if (this.#ring === undefined && this.isWhole) this.#ring = this.#view.ring;
  }

  /** The ring of everybody, as it was when they were last all there; none before that was seen in this life. */
  get ring(): Placing | undefined {
    this.look();
    return this.#ring;
  }
}
