import type { Settings } from '../../settings.ts';
import { suspicionTicks, wantedConfirmations } from './suspicion-ticks.ts';

/** In so many rounds somebody has probed a failed member, all but surely: e⁻¹⁶ where half of the others live. */
const MOST_ROUNDS = 32;
/** Rumours are sent more often than they need to reach everybody. */
const SPREADING_ROUNDS = 10;

/**
 * From a member's failure until all others have removed it, in a sound network and of a sound node: it is probed by each
 * of the others within two passes, suspected a round later, has its time to refute, and the rumour goes round.
 * @param isConfirmed whether all others are there to suspect it too; if not it may have the longest time to refute
 */
export function longestRemoval(settings: Settings, size: number, isConfirmed: boolean): number {
  const passes = 2 * Math.max(1, size - 1);
  const removal = (rounds: number, confirmations: number): number =>
    (rounds + SPREADING_ROUNDS) * settings.probeIntervalTicks +
    suspicionTicks(settings, Math.max(2, size), confirmations);
  const alone = removal(Math.min(passes, MOST_ROUNDS), 0);
  return isConfirmed ? Math.min(alone, removal(passes, wantedConfirmations(settings, size))) : alone;
}
