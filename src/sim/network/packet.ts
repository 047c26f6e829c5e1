import type { NodeId, Tick } from '../../core/ids.ts';

/**
 * One packet on its way, as link rules see it. The network reuses a single one: a rule reads it while it judges and
 * keeps nothing of it.
 */
export interface Packet {
  from: NodeId;
  to: NodeId;
  sentAt: Tick;
  /** How many packets this link carried earlier in the same tick. With link and tick it names the packet. */
  nth: number;
}
