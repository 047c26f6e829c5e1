/**
 * The load that simulators are compared by: each of N nodes sends a counter to some random peers, or to all of them, each
 * tick; a packet takes 1 … 10 ticks and one of ten is lost.
 */
export interface Load {
  readonly nodes: number;
  /** How many peers each node tells in a tick; all of them where it is `nodes` − 1. */
  readonly fanout: number;
  readonly ticks: number;
}

export const LONGEST_DELAY = 10;
export const LOSS = { numerator: 1, denominator: 10 };

/** What one contender has done with it. */
export interface Done {
  readonly deliveries: number;
  /** Over all nodes, of the highest counter heard; so that no work can be left out. */
  readonly heard: number;
}

/** Plays a load from its first tick to its last; what is under way then is left. */
export type Contender = (load: Load) => Done;

/** As many ticks as make about so many packets. */
export function loadOf(nodes: number, fanout: number, packets: number): Load {
  return { nodes, fanout, ticks: Math.max(LONGEST_DELAY * 2, Math.ceil(packets / (nodes * fanout))) };
}

export function sum(words: Int32Array): number {
  return words.reduce((a, b) => a + b, 0);
}
