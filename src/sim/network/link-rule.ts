import type { Packet } from './packet.ts';

/** `pass` asks the next rule; a delay of at least one tick delivers; `lose` drops. */
export const PASS = 0;
export const LOSE = -1;

/** PASS, LOSE, or the number of ticks after which the packet arrives. */
export type Verdict = number;

/**
 * A fault of the network: small, and asked for each packet. Rules are asked in order; the first verdict other than
 * PASS wins. A rule decides from the packet's name and its own stream only, never from what it saw before.
 */
export interface LinkRule {
  readonly name: string;
  judge(packet: Packet): Verdict;
}
