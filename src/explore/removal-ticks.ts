import { longestRemoval } from '../core/membership/swim/longest-removal.ts';
import { settingsOf } from '../core/settings.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** Groups above this size are allowed one round more for each doubling. */
const SMALL_GROUP = 25;
const ROUNDS = 5;

/**
 * From a node's last beat until the last of the others must have removed it. Heartbeats: TREMOVE, and the rounds in which
 * the beat still travelled and the silence was noticed; in the classic profile the 25 ticks that the course allows.
 * SWIM: until it is probed, suspected, had its time to refute, and the rumour went round.
 */
export function removalTicks(scenario: Scenario): number {
  const settings = settingsOf(scenario);
  const { removeAfterTicks, gossipIntervalTicks } = settings;
  const size = scenario.hosts.length;
  if (settings.detector === 'swim') return longestRemoval(settings, size, isConfirmed(scenario));
  let rounds = ROUNDS;
  if (size > SMALL_GROUP) for (let reached = 1; reached < size; reached *= 2) rounds += 1;
  return removeAfterTicks + rounds * gossipIntervalTicks;
}

/** Whether all others are there to confirm who has failed: nothing but one host ever fails, and packets come in time. */
function isConfirmed(scenario: Scenario): boolean {
  const { latency } = scenario.network;
  if (latency.kind !== 'uniform' || latency.max >= settingsOf(scenario).probeTimeoutTicks) return false;
  const victims = new Set<number>();
  for (const act of scenario.acts) {
    if (act.kind === 'request' || act.kind === 'heal' || act.kind === 'restart') continue;
    if (act.kind !== 'crash' || act.hosts.kind !== 'numbers') return false;
    for (const host of act.hosts.numbers) victims.add(host);
  }
  return victims.size <= 1;
}
