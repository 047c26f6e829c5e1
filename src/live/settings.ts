import type { Settings } from '../core/settings.ts';
import { LAN, settingsOf } from '../core/settings.ts';
import { ticks } from '../core/time.ts';

/** On the ring, for each unit of weight: the same at all nodes. */
export const TOKENS_PER_NODE = LAN.tokensPerNode;

/** Profile `lan`, where a tick is a millisecond, for a cluster with so many copies of each key: R + W > N. */
export function settingsFor(replicas: number, operationTimeoutMs: number): Settings {
  const operationTimeoutTicks = ticks(operationTimeoutMs);
  const quorum = Math.floor(replicas / 2) + 1;
  // Between neighbours the third answer is never waited for; whoever is dead costs a read 50 ms until it is suspected.
  const patience = { readAsksAll: 0, nextReplicaTicks: ticks(Math.min(50, operationTimeoutMs >> 1)) };
  return settingsOf({ profile: 'lan', settings: { replicas, quorum, operationTimeoutTicks, ...patience } });
}
