/** What a node is: not begun yet, up, standing still, off, or given up for a node of another identity on the same host. */
export const LIVES = ['waiting', 'up', 'paused', 'crashed', 'replaced'] as const;

export type Life = (typeof LIVES)[number];

/** What one node thinks of another: knows nothing of it, takes it for a member, or has not heard of it for too long. */
export const OPINIONS = ['unknown', 'member', 'suspected'] as const;

export type Opinion = (typeof OPINIONS)[number];

/** A fault of links that is in force. */
export interface FaultInForce {
  readonly number: number;
  readonly name: string;
  readonly since: number;
  /** Of a partition: the hosts that do not reach each other. */
  readonly groups: readonly (readonly number[])[];
}

/** The epoch of the agreed ring that is in effect at a node. */
export interface EpochSeen {
  readonly number: number;
  readonly owners: readonly number[];
  readonly target: readonly number[] | undefined;
}

/** The world after some events. Nodes are rows: see `Rows`. */
export interface WorldState {
  /** How many events have happened. */
  readonly at: number;
  readonly lives: readonly Life[];
  readonly clocks: readonly string[];
  readonly disks: readonly string[];
  /** Ticks that every input waits. */
  readonly slowBy: readonly number[];
  readonly epochs: readonly (EpochSeen | undefined)[];
  readonly faults: readonly FaultInForce[];
  /** Of all packets, in the lossy window of classic testcases; '' where it is closed. */
  readonly loss: string;
  /** By observer, then by whom it is about: rows of OPINIONS. */
  readonly opinions: Uint8Array;
}
