import type { Node } from '../core/node.ts';
import type { Timer } from '../core/timer.ts';

/** A machine of the emulated world. It carries at most one node at a time. */
export interface Host {
  readonly number: number;
  /** `waiting` until its start, `crashed` for good (deaf and mute). */
  state: 'waiting' | 'up' | 'crashed';
  node: Node | undefined;
  /** The latest arming of each timer; an event of an older arming is stale. */
  readonly timers: Map<Timer, number>;
  /** Operations of clients that this host has not answered. */
  openRequests: number;
}
