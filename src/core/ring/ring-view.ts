import { absorb, finish } from '../../lib/mix.ts';
import type { Key, NodeId } from '../ids.ts';
import type { Opinion } from '../membership/detector.ts';
import type { Settings } from '../settings.ts';
import type { Members } from './members.ts';
import { Ring } from './ring.ts';

/** The ring as one node sees it now; built from its opinion of who is there when somebody looks after a change. */
export class RingView {
  readonly #opinion: Opinion;
  readonly #settings: Settings;
  #ring: Ring | undefined;
  /** The ring before the last change: most of the next one is in it. */
  #before: Ring | undefined;
  #members: Members | undefined;
  #others: readonly NodeId[] | undefined;
  #fingerprint: number | undefined;

  constructor(opinion: Opinion, settings: Settings) {
    this.#opinion = opinion;
    this.#settings = settings;
  }

  /** Call when a member joined or was removed. */
  invalidate(): void {
    this.#before = this.#ring ?? this.#before;
    this.#ring = undefined;
    this.#members = undefined;
    this.#others = undefined;
    this.#fingerprint = undefined;
  }

  get ring(): Ring {
    this.#ring ??= new Ring(this.#seated, this.#settings.tokensPerNode, this.#before);
    return this.#ring;
  }

  /** Identities, ascending. */
  get members(): Int32Array {
    return this.#seated.ids;
  }

  /** Equal for two nodes that see the same members, at the same seats. */
  get fingerprint(): number {
    this.#fingerprint ??= finish(
      this.#seated.seats.reduce(absorb, this.members.reduce(absorb, this.members.length)),
    );
    return this.#fingerprint;
  }

  isMember(node: NodeId): boolean {
    return this.#opinion.isMember(node);
  }

  /** A member that was heard of in this life, and is not suspected. */
  isPresent(node: NodeId): boolean {
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

  /** All members but the node itself, ascending. */
  get others(): readonly NodeId[] {
    this.#others ??= Array.from(this.members, (id) => id as NodeId).filter((id) => id !== this.#opinion.self);
    return this.#others;
  }

  /** The newest life of a member that is known here. */
  incarnationOf(node: NodeId): number {
    return this.#opinion.incarnationOf(node);
  }

  get #seated(): Members {
    this.#members ??= this.#opinion.seated();
    return this.#members;
  }

  replicasOf(key: Key): readonly NodeId[] {
    return this.ring.preferenceList(key, this.#settings.replicas);
  }
}
