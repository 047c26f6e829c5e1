import type { Settings } from '../core/settings.ts';
import { settingsOf } from '../core/settings.ts';
import { ticks } from '../core/time.ts';

/** Profile `lan`, where a tick is a millisecond, for a cluster with so many copies of each key: R + W > N. */
export function settingsFor(replicas: number, operationTimeoutMs: number): Settings {
  const operationTimeoutTicks = ticks(operationTimeoutMs);
  const quorum = Math.floor(replicas / 2) + 1;
  return settingsOf({ profile: 'lan', settings: { replicas, quorum, operationTimeoutTicks } });
}
