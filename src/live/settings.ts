import type { Settings } from '../core/settings.ts';
import { LAN, settingsOf } from '../core/settings.ts';
import { ticks } from '../core/time.ts';
import type { Configuration } from './configuration.ts';

/** On the ring, for each unit of weight: the same at all nodes. */
export const TOKENS_PER_NODE = LAN.tokensPerNode;

/**
 * Profile `lan`, where a tick is a millisecond, for a cluster with so many copies of each key: R + W > N. Replicas that forget
 * what they have no room for are not compared: what one is told again, another one would be.
 */
export function settingsFor(replicas: number, configuration: Configuration): Settings {
  const { operationTimeoutMs, cache, prefetch, cacheTtlMs, capacity } = configuration;
  const operationTimeoutTicks = ticks(operationTimeoutMs);
  const quorum = Math.floor(replicas / 2) + 1;
  // Between neighbours the third answer is never waited for; whoever is dead costs a read a quarter of its time at most.
  const patience = { readAsksAll: 0, nextReplicaTicks: ticks(Math.floor(operationTimeoutMs / 4)) };
  // A writer that waits for a lease and its margin must have its quorum in time.
  const leaseTicks = ticks(Math.min(LAN.leaseTicks, Math.floor((operationTimeoutMs * 2) / 5)));
  return settingsOf({
    profile: 'lan',
    settings: {
      ...{ replicas, quorum, operationTimeoutTicks, ...patience },
      ...{ cacheCoherence: cache, cachePrefetch: prefetch, cacheTtlTicks: ticks(cacheTtlMs), leaseTicks },
      ...(capacity === undefined ? {} : { ...readCapacity(capacity), antiEntropyIntervalTicks: ticks(0) }),
    },
  });
}

const UNITS = new Map([
  ['KB', 1_024],
  ['MB', 1_048_576],
  ['GB', 1_073_741_824],
]);

/** @param text `1000`, `64MB` or `1000,64MB` */
export function readCapacity(text: string): Pick<Settings, 'capacityEntries' | 'capacityBytes'> {
  const bounds = { capacityEntries: 0, capacityBytes: 0 };
  for (const part of text.split(',')) {
    const unit = UNITS.get(part.slice(-2));
    if (unit === undefined) bounds.capacityEntries = Number(part);
    else bounds.capacityBytes = Number(part.slice(0, -2)) * unit;
  }
  return bounds;
}
