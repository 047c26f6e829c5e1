import type { NodeId } from '../ids.ts';
import type { Ring } from '../ring/ring.ts';
import type { Settings } from '../settings.ts';
import type { Tick } from '../time.ts';
import { completed, halted, planned, undone } from './change.ts';
import type { Epoch } from './epoch.ts';
import { companyOf, majorityOf } from './epoch.ts';
import type { Wish } from './wish.ts';
import { changeOf, isGranted, isOfLost, isPending, nameOf } from './wish.ts';

type ChairSettings = Pick<
  Settings,
  'replicas' | 'ringIntervalTicks' | 'evictAfterTicks' | 'joinPatienceTicks' | 'countOldOwners'
>;

/** A wish that was not said again for so many intervals is none any more. */
const WISH_LIFE_INTERVALS = 8;

/**
 * What should become of the ring, as the first owner that is there sees it: one change at a time, begun when somebody
 * wishes it or an owner is gone for long, completed when the old owners have handed over, undone when who was to come
 * is gone. Two nodes that both take the chair cost time and nothing else, since what they want is voted on.
 */
export class Chair {
  readonly #settings: ChairSettings;
  readonly #isPresent: (node: NodeId) => boolean;
  readonly #wishes = new Map<string, { readonly wish: Wish; readonly at: Tick }>();
  /** Since when somebody is not there. */
  readonly #absent = new Map<NodeId, Tick>();
  /** Old owners that have handed over, in the epoch of this number. */
  readonly #done = new Set<NodeId>();
  #doneIn = 0;

  constructor(settings: ChairSettings, isPresent: (node: NodeId) => boolean) {
    this.#settings = settings;
    this.#isPresent = isPresent;
  }

  hear(wish: Wish, now: Tick): void {
    this.#wishes.set(nameOf(wish), { wish, at: now });
  }

  /** Who is there, and who is not. */
  look(epoch: Epoch, now: Tick): void {
    const company = companyOf(epoch);
    for (const { id } of company) {
      if (this.#isPresent(id)) this.#absent.delete(id);
      else if (!this.#absent.has(id)) this.#absent.set(id, now);
    }
    for (const id of this.#absent.keys())
      if (!company.some((owner) => owner.id === id)) this.#absent.delete(id);
    const oldest = now - WISH_LIFE_INTERVALS * this.#settings.ringIntervalTicks;
    for (const [name, { wish, at }] of this.#wishes)
      if (at < oldest || isGranted(wish, epoch) || isPending(wish, epoch)) this.#wishes.delete(name);
  }

  /** The owner with the lowest identity among those that are there. */
  holder({ owners }: Epoch): NodeId | undefined {
    return owners.find(({ id }) => this.#isPresent(id))?.id;
  }

  /** An old owner says that what it held is where the pending change wants it. */
  reported(from: NodeId, epoch: number): void {
    if (this.#doneIn !== epoch) this.#done.clear();
    this.#doneIn = epoch;
    this.#done.add(from);
  }

  /** Old owners that have not reported yet. */
  missing({ number, owners }: Epoch): readonly NodeId[] {
    return owners.map(({ id }) => id).filter((id) => this.#doneIn !== number || !this.#done.has(id));
  }

  /** Owners that are not there and, so an operator says, lost for good. */
  lost({ owners }: Epoch): readonly NodeId[] {
    const wishes = [...this.#wishes.values()].map(({ wish }) => wish).filter(isOfLost);
    return owners
      .map(({ id }) => id)
      .filter((id) => !this.#isPresent(id) && wishes.some(({ node }) => node === id));
  }

  /** Ranges of which a decision may be known to nobody but owners that are lost. @param ring of the owners in effect */
  arcsLost(epoch: Epoch, ring: Ring): number {
    const lost = this.lost(epoch);
    const { replicas } = this.#settings;
    let arcs = 0;
    for (let arc = 0; lost.length > 0 && arc < ring.arcs; arc += 1) {
      const left = ring.listOf(arc, replicas).filter((node) => !lost.includes(node));
      if (left.length < this.#neededOf(epoch)) arcs += 1;
    }
    return arcs;
  }

  /** The epoch to propose now, if any. @param ring of the owners in effect */
  decide(epoch: Epoch, ring: Ring, now: Tick): Epoch | undefined {
    const wishes = [...this.#wishes.values()].map(({ wish }) => wish);
    if (epoch.target === undefined) {
      const { join, leave } = changeOf(wishes);
      return planned(epoch, { join, leave: [...leave, ...this.#longGone(epoch, now)] });
    }
    const { leave: gone } = changeOf(wishes);
    if (wishes.some(({ kind }) => kind === 'cancel') || this.#isHopeless(epoch, gone, now))
      return undone(epoch);
    const wanted = wishes.find((wish) => wish.kind === 'halt' && wish.epoch <= epoch.number);
    if (wanted?.kind === 'halt') return halted(epoch, wanted.halt);
    return epoch.paused !== true && this.#isCovered(epoch, ring) ? completed(epoch) : undefined;
  }

  #longGone({ owners }: Epoch, now: Tick): readonly NodeId[] {
    const { evictAfterTicks } = this.#settings;
    if (evictAfterTicks === 0) return [];
    return owners.map(({ id }) => id).filter((id) => this.#absence(id, now) >= evictAfterTicks);
  }

  /** Somebody who was to become an owner is gone. */
  #isHopeless({ owners, target = [] }: Epoch, gone: readonly NodeId[], now: Tick): boolean {
    return target.some(
      ({ id }) =>
        !owners.some((owner) => owner.id === id) &&
        (gone.includes(id) || this.#absence(id, now) >= this.#settings.joinPatienceTicks),
    );
  }

  #absence(node: NodeId, now: Tick): number {
    const since = this.#absent.get(node);
    return since === undefined ? -1 : now - since;
  }

  /**
   * N − W + 1 old replicas of each range refuse what does not know of the change, so that nothing more can be decided
   * without the new ones, and have handed over what they held: among them is one that knows of each earlier decision. Where
   * fewer are left, all of them have.
   */
  #isCovered(epoch: Epoch, ring: Ring): boolean {
    const { replicas, countOldOwners } = this.#settings;
    if (this.#doneIn !== epoch.number) return countOldOwners === 0;
    if (countOldOwners === 0) return true;
    const lost = this.lost(epoch);
    for (let arc = 0; arc < ring.arcs; arc += 1) {
      const left = ring.listOf(arc, replicas).filter((node) => !lost.includes(node));
      const done = left.filter((node) => this.#done.has(node));
      if (done.length < Math.min(this.#neededOf(epoch), left.length)) return false;
    }
    return true;
  }

  /** N − W + 1. */
  #neededOf({ owners }: Epoch): number {
    const { replicas } = this.#settings;
    return Math.min(replicas, owners.length) - majorityOf(replicas, owners.length) + 1;
  }
}
