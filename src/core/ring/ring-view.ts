import { absorb, finish } from '../../lib/mix.ts';
import type { Key, NodeId } from '../ids.ts';
import type { Opinion } from '../membership/detector.ts';
import type { Epoch, Owner } from '../ownership/epoch.ts';
import { companyOf, majorityOf } from '../ownership/epoch.ts';
import type { Settings } from '../settings.ts';
import type { Placing } from './joint-ring.ts';
import { JointRing } from './joint-ring.ts';
import type { Members } from './members.ts';
import type { Ring } from './ring.ts';
import type { Rings } from './rings.ts';

/** The replicas of a key in one ring. */
export interface Placement {
  readonly replicas: readonly NodeId[];
  /** W and R. */
  readonly quorum: number;
  /** Of all replicas that a key should have, not of those that are there: any two majorities meet. */
  readonly majority: number;
}

/**
 * The ring as one node sees it now: of the owners that are agreed on, and of those to come, or where nothing is agreed on
 * of whom it takes to be there. Built when somebody looks after a change.
 */
export class RingView {
  readonly #opinion: Opinion;
  readonly #settings: Settings;
  readonly #rings: Rings;
  /** The epoch in effect here; absent where the ring is each node's opinion. */
  readonly #agreed: (() => Epoch | undefined) | undefined;
  #ring: Ring | undefined;
  /** The ring before the last change: most of the next one is in it. */
  #before: Ring | undefined;
  #joint: JointRing | undefined;
  #members: Members | undefined;
  #others: readonly NodeId[] | undefined;
  #fingerprint: number | undefined;

  constructor(of: {
    readonly opinion: Opinion;
    readonly settings: Settings;
    readonly rings: Rings;
    readonly agreed: (() => Epoch | undefined) | undefined;
  }) {
    this.#opinion = of.opinion;
    this.#settings = of.settings;
    this.#rings = of.rings;
    this.#agreed = of.agreed;
  }

  /** Call when the ring changed. */
  invalidate(): void {
    this.#before = this.#ring ?? this.#before;
    this.#ring = undefined;
    this.#joint = undefined;
    this.#members = undefined;
    this.#others = undefined;
    this.#fingerprint = undefined;
  }

  /** The ring in effect. */
  get inEffect(): Ring {
    this.#ring ??= this.#rings.make(
      this.#agreed === undefined ? this.#seated : membersOf(this.epoch?.owners ?? []),
      this.#before,
    );
    return this.#ring;
  }

  /** Who should hold what: of the ring in effect and of the one that is pending. Another object after each change. */
  get ring(): Placing {
    const next = this.epoch?.target;
    if (next === undefined) return this.inEffect;
    this.#joint ??= new JointRing(this.inEffect, this.#rings.make(membersOf(next), this.inEffect));
    return this.#joint;
  }

  /** The epoch in effect; none where nothing is agreed on. */
  get epoch(): Epoch | undefined {
    return this.#agreed?.();
  }

  /** Identities of all who own something or are about to, ascending. */
  get members(): Int32Array {
    return this.#seated.ids;
  }

  /** Equal for two nodes that see the same members, at the same seats, and the same epoch. */
  get fingerprint(): number {
    this.#fingerprint ??= finish(
      this.#seated.seats.reduce(
        absorb,
        this.members.reduce(absorb, this.members.length + (this.epoch?.number ?? 0)),
      ),
    );
    return this.#fingerprint;
  }

  isMember(node: NodeId): boolean {
    return this.#agreed === undefined ? this.#opinion.isMember(node) : this.members.includes(node);
  }

  /** Nobody is missing and nothing is pending. */
  get isWhole(): boolean {
    const { epoch } = this;
    return epoch !== undefined && epoch.target === undefined && this.others.every((node) => this.isUp(node));
  }

  /** A member that was heard of in this life, and is not suspected. */
  isPresent(node: NodeId): boolean {
    return this.isMember(node) && this.isUp(node);
  }

  /** Somebody who was heard of in this life, and is not suspected, whether it owns something or not. */
  isUp(node: NodeId): boolean {
    const opinion = this.#opinion;
    return opinion.isMember(node) && opinion.incarnationOf(node) > 0 && !opinion.isSuspected(node);
  }

  /** The first `wanted` distinct nodes at or after a key, clockwise: its replicas and those behind them. */
  clockwise(key: Key, wanted: number): readonly NodeId[] {
    return this.ring.clockwise(key, wanted);
  }

  /** Without news for too long. */
  isSuspected(node: NodeId): boolean {
    return this.#opinion.isSuspected(node);
  }

  /** The node whose view it is. */
  get self(): NodeId {
    return this.#opinion.self;
  }

  /** All members but the node itself, ascending. */
  get others(): readonly NodeId[] {
    this.#others ??= Array.from(this.members, (id) => id as NodeId).filter((id) => id !== this.#opinion.self);
    return this.#others;
  }

  /** The newest life of a member that is known here. */
  incarnationOf(node: NodeId): number {
    return this.#opinion.incarnationOf(node);
  }

  /** Whether a pending change asks quorums of both rings, as it should. */
  get asksBothRings(): boolean {
    return this.#settings.jointQuorums === 1;
  }

  /** Where a key lies: in the ring in effect, and in the one that is pending. */
  placementsOf(key: Key): readonly Placement[] {
    const { epoch } = this;
    const { replicas, quorum } = this.#settings;
    if (this.#agreed === undefined) {
      const majority = Math.max(quorum, Math.floor(replicas / 2) + 1);
      return [{ replicas: this.replicasOf(key), quorum, majority }];
    }
    const inEffect = this.#placement(this.inEffect.preferenceList(key, replicas), epoch?.owners ?? []);
    const next = this.nextReplicasOf(key);
    return next === undefined ? [inEffect] : [inEffect, this.#placement(next, epoch?.target ?? [])];
  }

  /** The replicas of a key in the pending ring, if there is one. */
  nextReplicasOf(key: Key): readonly NodeId[] | undefined {
    const { ring } = this;
    return ring instanceof JointRing ? ring.next.preferenceList(key, this.#settings.replicas) : undefined;
  }

  replicasOf(key: Key): readonly NodeId[] {
    return this.ring.preferenceList(key, this.#settings.replicas);
  }

  /** A quorum of the present ring. */
  get quorum(): number {
    const { epoch } = this;
    return epoch === undefined
      ? this.#settings.quorum
      : majorityOf(this.#settings.replicas, epoch.owners.length);
  }

  #placement(replicas: readonly NodeId[], of: readonly Owner[]): Placement {
    const majority = majorityOf(this.#settings.replicas, of.length);
    return { replicas, quorum: majority, majority };
  }

  get #seated(): Members {
    const { epoch } = this;
    this.#members ??=
      this.#agreed === undefined
        ? this.#opinion.seated()
        : membersOf(epoch === undefined ? [] : companyOf(epoch));
    return this.#members;
  }
}

function membersOf(owners: readonly Owner[]): Members {
  return { ids: Int32Array.from(owners, ({ id }) => id), seats: Int32Array.from(owners, ({ seat }) => seat) };
}
