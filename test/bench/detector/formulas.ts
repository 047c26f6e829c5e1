import type { DetectorName } from '../../../src/core/settings.ts';
import { LAN } from '../../../src/core/settings.ts';

/** What the papers expect of a group at profile lan. Times in seconds, rates per node and hour. */
export interface Expected {
  /** From a failure until the first member suspects it. */
  readonly firstSuspicion: number;
  /** Members that a node suspects wrongly in an hour. */
  readonly falseSuspicions: number;
}

/** @param loss share of packets lost, 0 … 1 */
export function expected(detector: DetectorName, size: number, loss: number): Expected {
  return detector === 'swim' ? ofSwim(size, 1 - loss) : ofHeartbeats(size, 1 - loss);
}

/**
 * SWIM, §3.1: first detection after 1 / (1 − e^−q) periods, false detections with probability
 * (1 − p²) (1 − p⁴)^k e / (e − 1) a member and period, each of which everybody hears; p is a packet's chance to arrive.
 */
function ofSwim(size: number, p: number): Expected {
  const period = LAN.probeIntervalTicks / 1_000;
  const helpers = Math.min(LAN.indirectProbes, Math.max(0, size - 2));
  const mistake = (1 - p ** 2) * (1 - p ** 4) ** helpers * (Math.E / (Math.E - 1));
  return {
    firstSuspicion: period / (1 - Math.exp(-1)),
    falseSuspicions: ((size - 1) * mistake * 3_600) / period,
  };
}

/**
 * Gossip, van Renesse et al. 1998, §3, in continuous time: a beat is known to 1 / (1 + (N − 1) e^−ft) of all after t rounds
 * with f messages that arrive in each; who does not know the one of the last suspectAfterTicks is mistaken.
 */
function ofHeartbeats(size: number, p: number): Expected {
  const rounds = LAN.suspectAfterTicks / LAN.gossipIntervalTicks;
  const fanout = Math.min(LAN.gossipFanout, size - 1) * p;
  const ignorant = 1 - 1 / (1 + (size - 1) * Math.exp(-fanout * rounds));
  return {
    firstSuspicion: LAN.suspectAfterTicks / 1_000,
    falseSuspicions: ((size - 1) * ignorant * 3_600_000) / LAN.gossipIntervalTicks,
  };
}
