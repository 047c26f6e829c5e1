import type { Stream } from '../../lib/chance.ts';
import type { Effects } from '../effect.ts';
import type { NodeId } from '../ids.ts';
import type { Members } from '../ring/members.ts';
import type { Settings } from '../settings.ts';
import type { Tick } from '../time.ts';
import type { MembershipMessage } from './membership-message.ts';
import type { Seat } from './seat.ts';

export type MemberChange = 'joined' | 'suspected' | 'cleared' | 'removed';

/** Told of each change, once, when the opinion has changed already. */
export type OpinionListener = (change: MemberChange, member: NodeId) => void;

/**
 * One node's opinion of who is alive, suspected or down; the node itself is always alive in it. No other node need
 * share it, now or ever: it is no agreement on anything.
 */
export interface Opinion {
  /** Whose opinion it is. */
  readonly self: NodeId;
  /** How many are members, the node itself included. */
  readonly size: number;
  /** Identities of all that are not down, ascending; suspected ones are still members. */
  members(): Int32Array;
  /** The same without the node itself; another array after each change. */
  others(): Int32Array;
  /** All members with their seats. */
  seated(): Members;
  /** Identities of all that are down and not forgotten, ascending. */
  removed(): Int32Array;
  isMember(id: NodeId): boolean;
  /** A member that may be gone. */
  isSuspected(id: NodeId): boolean;
  /** The newest life that is known here; 0 of one that has not been heard of since this node started. */
  incarnationOf(id: NodeId): number;
  /** Of a member. */
  seatOf(id: NodeId): Seat;
}

export interface DetectorOptions {
  readonly id: NodeId;
  /** Grows at each boot of the same identity. */
  readonly incarnation: number;
  readonly seat: Seat;
  /** Nodes that let others in. A node that is one itself starts the group. */
  readonly introducers: readonly NodeId[];
  readonly settings: Settings;
  /** The other members of the ring that an earlier life knew last, ascending; none at the first boot. */
  readonly remembered: ReadonlyMap<NodeId, Seat>;
  /** The node's own stream `node/<id>/gossip`. */
  readonly chance: Stream;
}

/** Finds out who is alive. Hears messages of its own cluster only; its timers are those of purpose `gossip`. */
export interface Detector {
  readonly opinion: Opinion;
  /** @param alone the node need not wait for anybody: it starts the group, or remembers it */
  start(alone: boolean, now: Tick, effects: Effects): void;
  /** Asks somebody to be let in; `joined` or `exchanged` is the answer. */
  ask(introducer: NodeId, now: Tick, effects: Effects): void;
  receive(from: NodeId, message: MembershipMessage, now: Tick, effects: Effects): void;
  /** @param instance of the timer */
  elapsed(instance: number, now: Tick, effects: Effects): void;
}
