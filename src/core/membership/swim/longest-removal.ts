import type { Settings } from '../../settings.ts';
import { suspicionTicks } from './suspicion-ticks.ts';

/** In so many rounds somebody has probed a failed member, all but surely: e⁻¹⁶ where half of the others live. */
const MOST_ROUNDS = 32;
/** Rumours are sent more often than they need to reach everybody. */
const SPREADING_ROUNDS = 8;

/**
 * From a member's failure until all others have removed it, in a sound network and of a sound node: it is probed by each
 * of the others within two passes, suspected a round later, has the longest time to refute, and the rumour goes round.
 */
export function longestRemoval(settings: Settings, size: number): number {
  const passes = 2 * Math.max(1, size - 1);
  const rounds = Math.min(passes, MOST_ROUNDS) + 2 + SPREADING_ROUNDS;
  return rounds * settings.probeIntervalTicks + suspicionTicks(settings, Math.max(2, size), 0);
}
