import type { Stream } from '../../lib/chance.ts';
import { draw, scale } from '../../lib/chance.ts';
import type { Journal } from '../durability/journal.ts';
import type { Effects } from '../effect.ts';
import type { NodeId } from '../ids.ts';
import { nodeId } from '../ids.ts';
import type { Seat } from '../membership/seat.ts';
import type { Message } from '../message.ts';
import type { Ring } from '../ring/ring.ts';
import type { Settings } from '../settings.ts';
import type { Tick } from '../time.ts';
import { timer } from '../timer.ts';
import { Chair } from './chair.ts';
import type { Epoch, Owner } from './epoch.ts';
import { companyOf, founded, isOurs, ownerIn } from './epoch.ts';
import { WaitingRoom } from './fence.ts';
import type { OwnershipMessage } from './ownership-message.ts';
import type { SynodMessage } from './synod.ts';
import { Synod } from './synod.ts';
import type { Wish } from './wish.ts';
import { isGranted, isPending, nameOf } from './wish.ts';

const RING = timer('ring');

/** What it knows of the node around it. */
export interface OwnershipOptions {
  readonly id: NodeId;
  readonly incarnation: number;
  readonly seat: Seat;
  readonly settings: Settings;
  readonly founders: readonly Pick<Owner, 'id' | 'seat'>[];
  /** Who had this node's place before, and is gone for good with its disk; ascending. */
  readonly replaces: readonly NodeId[];
  /** Where to ask while nobody else is known. */
  readonly introducers: readonly NodeId[];
  readonly journal: Journal;
  readonly chance: Stream;
  /** In this node's opinion that node is up. */
  readonly isPresent: (node: NodeId) => boolean;
  /** The others that this node has heard of, ascending; another array after each change. */
  readonly acquaintances: () => Int32Array;
  /** Asks a node that this one has not heard of who is there. */
  readonly meet: (node: NodeId, now: Tick, effects: Effects) => void;
  /** The ring of the owners in effect. */
  readonly ringInEffect: () => Ring;
  /** Whether all that this node held when the epoch came into effect here is where the epoch wants it. */
  readonly hasHandedOver: () => boolean;
  /** Another epoch is in effect. `anew`: all that was held is void, since this node did not follow each change. */
  readonly onAdopted: (epoch: Epoch, anew: boolean) => void;
}

/**
 * The ring that is agreed on, as one node knows it. An epoch is in effect here as soon as it is durable here: from then
 * on this node refuses what is meant for an earlier one, and keeps what is meant for a later one until it has it.
 */
export class Ownership {
  readonly #options: OwnershipOptions;
  readonly #synod: Synod;
  readonly #chair: Chair;
  readonly #waiting = new WaitingRoom();
  /** What this node wants, until it is granted. */
  readonly #wishes = new Map<string, Wish>();
  /** On its way to the disk. */
  #adopting: Epoch | undefined;
  #hasLeft = false;
  /** Not before then does it ask to join again. */
  #joinAt = 0;
  /** Whom it knew when it looked last, and what that was made from. */
  #known: {
    readonly epoch: Epoch | undefined;
    readonly met: Int32Array | undefined;
    readonly everybody: readonly NodeId[];
  } = { epoch: undefined, met: undefined, everybody: [] };
  #rounds = 0;

  constructor(options: OwnershipOptions) {
    const { id, incarnation, settings, journal, chance, isPresent } = options;
    this.#options = options;
    this.#chair = new Chair(settings, (node) => node === id || isPresent(node));
    this.#synod = new Synod({ id, incarnation, journal, chance, pause: settings.ringIntervalTicks });
  }

  /** The epoch in effect here; none before the first was heard of. */
  get epoch(): Epoch | undefined {
    return this.#options.journal.state.epoch;
  }

  get number(): number {
    return this.epoch?.number ?? 0;
  }

  /** It was asked to leave: it does not come back by itself. */
  get hasLeft(): boolean {
    return this.#hasLeft;
  }

  /** Who has the chair; only the holder knows which old owners have not handed over yet. For observers. */
  seenChair(): { readonly holder: NodeId; readonly missing: readonly NodeId[] | undefined } | undefined {
    const { epoch } = this;
    const holder = epoch === undefined ? undefined : this.#chair.holder(epoch);
    if (epoch === undefined || holder === undefined) return undefined;
    const knows = holder === this.#options.id && epoch.target !== undefined;
    return { holder, missing: knows ? this.#chair.missing(epoch) : undefined };
  }

  start(now: Tick, effects: Effects): void {
    const { founders, id, journal, settings } = this.#options;
    const isFounder = founders.some((founder) => founder.id === id);
    if (this.epoch === undefined && isFounder && journal.state.lost.size === 0)
      this.#adopt(founded(founders, settings.cluster), now, effects);
    effects.setTimer(RING, settings.ringIntervalTicks);
  }

  /** An operator wishes something of this node. */
  wish(wish: Wish, now: Tick, effects: Effects): void {
    if (wish.kind === 'leave' && wish.node === this.#options.id) this.#hasLeft = true;
    this.#wishes.set(nameOf(wish), wish);
    this.#speak(now, effects);
  }

  elapsed(now: Tick, effects: Effects): void {
    const { settings } = this.#options;
    this.#rounds += 1;
    const { epoch } = this;
    if (epoch !== undefined) {
      this.#chair.look(epoch, now);
      this.#wantIn(epoch, now);
    }
    this.#gossip(now, effects);
    this.#speak(now, effects);
    if (epoch !== undefined && this.#chair.holder(epoch) === this.#options.id)
      this.#preside(epoch, now, effects);
    effects.setTimer(RING, settings.ringIntervalTicks);
  }

  /** @returns whether a message is for now; otherwise the ring that explains it is told or asked for */
  admits(from: NodeId, message: Message, effects: Effects): boolean {
    const { epoch, number } = this;
    const { inEpoch = number } = message;
    if (inEpoch === number && this.#adopting === undefined) return true;
    if (epoch !== undefined && inEpoch < number) {
      effects.send(from, { kind: 'ring', epoch });
      return false;
    }
    this.#waiting.add(from, message);
    if (inEpoch > (this.#adopting?.number ?? number)) effects.send(from, { kind: 'ring-wanted' });
    return false;
  }

  /** What waited for an epoch that is in effect now. */
  takeWaiting(): readonly { readonly from: NodeId; readonly message: Message }[] {
    return this.#adopting === undefined ? this.#waiting.take() : [];
  }

  receive(from: NodeId, message: OwnershipMessage, now: Tick, effects: Effects): void {
    const { epoch, number } = this;
    switch (message.kind) {
      case 'epoch':
        if (message.number > number) effects.send(from, { kind: 'ring-wanted' });
        else if (message.number < number && epoch !== undefined) effects.send(from, { kind: 'ring', epoch });
        return;
      case 'ring-wanted':
        if (epoch !== undefined) effects.send(from, { kind: 'ring', epoch });
        return;
      case 'ring':
        return this.#adopt(message.epoch, now, effects);
      case 'wish':
        return this.#chair.hear(message.wish, now);
      case 'report':
        if (message.epoch === number && this.#adopting === undefined && this.#options.hasHandedOver())
          effects.send(from, { kind: 'reported', epoch: number });
        return;
      case 'reported':
        if (message.epoch === number) this.#chair.reported(from, number);
        return;
      default:
        return this.#vote(from, message, now, effects);
    }
  }

  #vote(from: NodeId, message: SynodMessage, now: Tick, effects: Effects): void {
    const { epoch, number } = this;
    const slot = message.kind === 'accept-epoch' ? message.epoch.number : message.slot;
    if (epoch !== undefined && slot <= number) return effects.send(from, { kind: 'ring', epoch });
    // Who does not know the epoch before has no say in the one after.
    if (slot > number + 1) return effects.send(from, { kind: 'ring-wanted' });
    const decided = this.#synod.receive(from, message, effects);
    if (decided === undefined || epoch === undefined) return;
    const told = new Set([...companyOf(epoch), ...companyOf(decided)].map(({ id }) => id));
    for (const id of told) effects.send(id, { kind: 'ring', epoch: decided });
    this.#adopt(decided, now, effects);
  }

  /** In effect when it is durable. */
  #adopt(epoch: Epoch, now: Tick, effects: Effects): void {
    const { id, journal, onAdopted, settings } = this.#options;
    const before = this.epoch;
    if (!isOurs(epoch, settings.cluster, before)) return;
    if (epoch.number <= (this.#adopting?.number ?? this.number)) return;
    const anew = before !== undefined && settings.discardWhenOut === 1 && !hasFollowed(before, epoch, id);
    this.#adopting = epoch;
    journal.append({ kind: 'epoch', epoch, anew }, effects, () => {
      this.#synod.forget();
      if (before?.target?.some((owner) => owner.id === id) === true && ownerIn(epoch, id) === undefined)
        this.#joinAt = now + settings.joinPatienceTicks;
      if (this.#adopting === epoch) this.#adopting = undefined;
      effects.note({
        kind: 'epoch-adopted',
        epoch: epoch.number,
        owners: epoch.owners.map((owner) => owner.id),
        ...(epoch.target === undefined ? {} : { target: epoch.target.map((owner) => owner.id) }),
      });
      onAdopted(epoch, anew);
    });
  }

  /**
   * Tells one of the others how far this node is: who is behind asks, who is ahead tells. An owner that it has not heard of
   * it asks who is there: late nodes that let each other in would know none but each other.
   */
  #gossip(now: Tick, effects: Effects): void {
    const { chance, acquaintances, meet } = this.#options;
    const { epoch } = this;
    const met = acquaintances();
    const known = this.#everybody(epoch, met);
    const peer = known[scale(draw(chance, 0, this.#rounds, 1, 0), known.length)];
    if (peer === undefined) return;
    effects.send(peer, { kind: 'epoch', number: this.number });
    if (!met.includes(peer) && ownerIn(epoch, peer) !== undefined) meet(peer, now, effects);
  }

  /** Whom this node knows from anywhere, ascending, without itself. */
  #everybody(epoch: Epoch | undefined, met: Int32Array): readonly NodeId[] {
    if (this.#known.epoch === epoch && this.#known.met === met) return this.#known.everybody;
    const { id, introducers } = this.#options;
    const owners = epoch === undefined ? [] : companyOf(epoch).map((owner) => owner.id);
    const all = new Set<number>([...owners, ...met, ...introducers]);
    all.delete(id);
    const everybody = Array.from(all, nodeId).sort((a, b) => a - b);
    this.#known = { epoch, met, everybody };
    return everybody;
  }

  #wantIn(epoch: Epoch, now: Tick): void {
    const { id, seat, replaces } = this.#options;
    if (ownerIn(epoch, id) !== undefined || this.#hasLeft || now < this.#joinAt) return;
    const gone = replaces.length === 0 ? {} : { replaces };
    const wish = { kind: 'join', node: id, seat, ...gone } as const;
    if (!this.#wishes.has(nameOf(wish))) this.#wishes.set(nameOf(wish), wish);
  }

  /** Says its own wishes to whoever has the chair, but those that are on their way, or were put off. */
  #speak(now: Tick, effects: Effects): void {
    const { epoch } = this;
    if (epoch === undefined) return;
    const holder = this.#chair.holder(epoch);
    for (const [name, wish] of this.#wishes) {
      const isPutOff = wish.kind === 'join' && now < this.#joinAt;
      if (isGranted(wish, epoch)) this.#wishes.delete(name);
      else if (isPutOff || isPending(wish, epoch) || holder === undefined) continue;
      else if (holder === this.#options.id) this.#chair.hear(wish, now);
      else effects.send(holder, { kind: 'wish', wish });
    }
  }

  #preside(epoch: Epoch, now: Tick, effects: Effects): void {
    if (this.#adopting !== undefined || this.#synod.isBusy(now)) return;
    const ring = this.#options.ringInEffect();
    const next = this.#chair.decide(epoch, ring, now);
    if (next !== undefined) {
      const lost = this.#chair.lost(epoch);
      const arcs = this.#chair.arcsLost(epoch, ring);
      if (lost.length > 0) effects.note({ kind: 'owners-given-up', owners: lost, arcs, of: ring.arcs });
      const voters = epoch.owners.map((owner) => owner.id);
      return this.#synod.propose(next, voters, lost, now, effects);
    }
    if (epoch.target === undefined || epoch.paused === true) return;
    for (const node of this.#chair.missing(epoch))
      effects.send(node, { kind: 'report', epoch: epoch.number });
  }
}

/** Whether a node that goes from one epoch to another has been an owner, or about to be one, all the time between. */
function hasFollowed(before: Epoch, epoch: Epoch, id: NodeId): boolean {
  const now = ownerIn(epoch, id);
  const then = ownerIn(before, id);
  return now !== undefined && then !== undefined && now.since === then.since;
}
