import type { Timer } from '../../timer.ts';
import { timer } from '../../timer.ts';

/** Instances of the timer of purpose `gossip`: the next probe, */
export const ROUND = 0;
/** the end of the wait for a direct answer, */
export const PATIENCE = 1;
/** the next message of mere news, */
export const SPREAD = 2;
/** the next full exchange; */
export const EXCHANGE = 3;
/** from here on, probes for others. */
export const ERRANDS = 4;

export function swimTimer(instance: number): Timer {
  return timer('gossip', instance);
}
