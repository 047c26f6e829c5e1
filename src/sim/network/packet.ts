import type { Tick } from '../../core/time.ts';
import { absorb } from '../../lib/mix.ts';

/**
 * One packet on its way, as the rules see and mark it. `from` and `to` are identities of nodes.
 *
 * Its name is (from, to, sentAt, tag); every draw about it is keyed by the name, and the name never changes, however
 * long the packet waits. The network reuses a single packet for all that nothing special befalls. What is in it is no
 * rule's business.
 */
export interface Packet {
  from: number;
  to: number;
  sentAt: Tick;
  /** How many packets this link was given earlier in the same tick; a copy has a tag of its own. */
  tag: number;
  corrupt: boolean;
  /** The tick at which it leaves the sender's side of the link. */
  leavesAt: number;
  /** Ticks on the way beyond the latency. */
  late: number;
  /** Ticks on the way: the latency. */
  travel: number;
}

export function packet(from: number, to: number, sentAt: Tick, tag: number): Packet {
  return { from, to, sentAt, tag, corrupt: false, leavesAt: sentAt, late: 0, travel: 0 };
}

/** The packet as it stands, for keeping. */
export function snapshot(of: Packet): Packet {
  const kept = packet(of.from, of.to, of.sentAt, of.tag);
  kept.corrupt = of.corrupt;
  kept.leavesAt = of.leavesAt;
  kept.late = of.late;
  return kept;
}

/** A second packet with the same content, and with draws of its own from here on. */
export function duplicateOf(of: Packet, fault: number): Packet {
  const copy = snapshot(of);
  copy.tag = absorb(of.tag, fault + 1);
  return copy;
}
