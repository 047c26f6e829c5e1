import type { Settings } from '../core/settings.ts';
import { settingsOf } from '../core/settings.ts';

/** Profile `lan` for a cluster with so many copies of each key: R + W > N. */
export function settingsFor(replicas: number): Settings {
  return settingsOf({ profile: 'lan', settings: { replicas, quorum: Math.floor(replicas / 2) + 1 } });
}
