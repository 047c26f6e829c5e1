import type { Packet } from './packet.ts';

/**
 * The order of asking. Holds come first: what waits has not been asked anything yet. A cut link needs no chance. Loss
 * precedes the rest, so that what is lost is lost once, with all its copies, and takes no place in a queue. Damage
 * precedes duplication: a copy is a copy of the damage. Duplication precedes everything about time: each copy finds its
 * own way. What waits for bandwidth really leaves, so a latency, which everything needs, comes last.
 */
export const STAGES = [
  'hold',
  'partition',
  'loss',
  'corrupt',
  'duplicate',
  'reorder',
  'bandwidth',
  'latency',
] as const;

export type Stage = (typeof STAGES)[number];

/** `pass` asks the next rule, perhaps with a mark on the packet; `hold` keeps it; the others but `duplicate` drop it. */
export type Verdict = 'pass' | 'hold' | 'duplicate' | 'loss' | 'partition' | 'queue-full';

/** The number of rules that belong to no installed fault. */
export const PERMANENT = -1;

/**
 * A small rule of the network, asked for each packet. What it draws depends on the packet's name and on streams that
 * carry the number of its own installation, never on other rules or packets.
 */
export interface LinkRule {
  readonly stage: Stage;
  /** The number of the installation. */
  readonly fault: number;
  judge(packet: Packet): Verdict;
}
