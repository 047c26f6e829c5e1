import { binaryLogarithm } from '../../../lib/binary-logarithm.ts';
import type { Settings } from '../../settings.ts';

/** log₂ 10, in the parts of `binaryLogarithm`. */
const DECADE = binaryLogarithm(10);

/**
 * For how long a suspected member may refute before it is taken for down. It begins long, and each member that suspects
 * it independently shortens it, so that one node with a bad link cannot remove another quickly:
 * max − (max − min) · log(C + 1) / log(K + 1), with min = α · T · max(1, log₁₀ N) and max = β · min.
 * Source: Dadgar, Phillips, Currey, Lifeguard, 2018, §IV-B.
 *
 * @param size N: members, the suspected one included
 * @param confirmations C: how many suspect it besides the first
 */
export function suspicionTicks(settings: Settings, size: number, confirmations: number): number {
  const { probeIntervalTicks, suspicionMultiplier, suspicionMaxMultiplier } = settings;
  const least = Math.ceil(
    (suspicionMultiplier * probeIntervalTicks * Math.max(DECADE, binaryLogarithm(size))) / DECADE,
  );
  const wanted = wantedConfirmations(settings, size);
  if (confirmations >= wanted) return least;
  const spread = least * (suspicionMaxMultiplier - 1);
  const shrunk = Math.floor((spread * binaryLogarithm(confirmations + 1)) / binaryLogarithm(wanted + 1));
  return least + spread - shrunk;
}

/** K: with fewer others than that, all of them. */
export function wantedConfirmations({ suspicionConfirmations }: Settings, size: number): number {
  return Math.max(0, Math.min(suspicionConfirmations, size - 2));
}
