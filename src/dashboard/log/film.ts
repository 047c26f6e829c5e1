import type { RareEvent } from '../../trace/event.ts';
import type { RunOutcome } from '../simulator/ask.ts';
import type { EventLog } from './event-log.ts';

/** A rare event that changes how the world is drawn, whole, with its number. */
export interface Told {
  readonly at: number;
  readonly event: RareEvent;
}

/** What of the settings the ring is drawn from. */
export interface RingPlan {
  readonly replicas: number;
  readonly quorum: number;
  readonly tokensPerNode: number;
  /** Whether the owners agree on the ring, epoch by epoch; else each node goes by its own opinion. */
  readonly isAgreed: boolean;
  /** The seat of each host: its zone and weight. */
  readonly seats: readonly number[];
}

/** All that the page keeps of one run, from whichever source. */
export interface Film {
  readonly outcome: RunOutcome;
  readonly log: EventLog;
  /** What befell hosts and links, and epochs of the ring; in order. */
  readonly told: readonly Told[];
  readonly ring: RingPlan;
  /** Keys that clients asked for, in code-unit order. */
  readonly keys: readonly string[];
}
