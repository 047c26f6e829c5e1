import type { LatencyShape } from '../../scenario/link-fault.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { lower } from './ddmin.ts';
import { leaveOutParts } from './fewer-parts.ts';
import { isByChance, withNamedPackets } from './packets.ts';
import { withActs } from './parts.ts';
import type { Trial } from './trial.ts';

/** Makes latency constant, or at least its range narrow. */
export function calmLatency(trial: Trial): void {
  const calm = (latency: LatencyShape) => trial.adopt({ ...trial.best, network: { latency } });
  const { latency } = trial.best.network;
  const longest = longestOf(latency);
  if (longest === 1) return;
  if (calm({ kind: 'uniform', min: 1, max: 1 }) || calm({ kind: 'uniform', min: longest, max: longest }))
    return;
  if (latency.kind !== 'uniform' && !calm({ kind: 'uniform', min: 1, max: longest })) return;
  lower(longest, 2, (max) => calm({ kind: 'uniform', min: 1, max }));
}

function longestOf(latency: LatencyShape): number {
  switch (latency.kind) {
    case 'uniform':
      return latency.max;
    case 'exponential':
      return 2 * latency.mean;
    case 'bimodal':
      return Math.max(latency.fast.max, latency.slow.max);
  }
}

/** More than these are not for reading. */
const MOST_FAULTS = 10;

/** Names the few packets that matter instead of leaving them to chance, where they are few. */
export function namePackets(trial: Trial): void {
  const before = trial.best;
  const named = [false, true].map((heartbeats) => withNamedPackets(before, heartbeats));
  if (!named.some((candidate) => candidate !== undefined && trial.adopt(candidate))) return;
  leaveOutParts(trial);
  if (packetsOf(trial.best) > MOST_FAULTS) trial.goBackTo(before);
}

function packetsOf({ acts }: Scenario): number {
  return acts.filter((act) => act.kind === 'install-fault' && act.of.kind === 'packet').length;
}

/** Makes what is left of the faults smaller: shares of packets, and ticks of delay. */
export function weakenFaults(trial: Trial): void {
  for (const act of trial.best.acts) {
    if (act.kind !== 'install-fault') continue;
    const { of, fault } = act;
    const weaken = (weaker: typeof of) =>
      trial.adopt(
        withActs(trial.best, (other) =>
          other.kind === 'install-fault' && other.fault === fault ? { ...other, of: weaker } : other,
        ),
      );
    if (of.kind === 'packet' && of.fate.kind === 'late')
      lower(of.fate.by, 1, (by) => weaken({ ...of, fate: { kind: 'late', by } }));
    if ('ratio' in of && isByChance(act)) {
      const { denominator } = of.ratio;
      lower(of.ratio.numerator, 1, (numerator) => weaken({ ...of, ratio: { numerator, denominator } }));
    }
  }
}
