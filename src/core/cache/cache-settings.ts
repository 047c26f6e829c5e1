import type { Ticks } from '../time.ts';
import { ticks } from '../time.ts';
import type { Coherence, Prefetch } from './coherence.ts';

/** What can be tuned about copies. */
export interface CacheSettings {
  /** How coordinators keep copies of what they read; `off`: not at all. */
  readonly cacheCoherence: Coherence;
  /** What a coordinator reads before it is asked for it. */
  readonly cachePrefetch: Prefetch;
  /** Copies that a coordinator keeps at most, and their bytes. What was used least lately goes. */
  readonly cacheEntries: number;
  readonly cacheBytes: number;
  /** How long a copy may be told, counted from the question; of `validate` not at all, of `lease` the lease says. */
  readonly cacheTtlTicks: Ticks;
  /** How long a copy of coherence `lease` may be told, by the clock of who has it, counted from the question. */
  readonly leaseTicks: Ticks;
  /** A replica waits so much longer, by its own clock: two clocks must not part by more in the time of a lease. */
  readonly leaseMarginTicks: Ticks;
  /** Keys that are fetched beyond one that is read. */
  readonly prefetchDepth: number;
  /** Values that a replica keeps at most, and bytes of keys and values; what was used least lately is forgotten. 0: all. */
  readonly capacityEntries: number;
  readonly capacityBytes: number;
}

/** Of the profile `classic`, should somebody want copies there. */
export const CLASSIC_CACHE: CacheSettings = {
  cacheCoherence: 'off',
  cachePrefetch: 'none',
  cacheEntries: 1_024,
  cacheBytes: 1_048_576,
  cacheTtlTicks: ticks(20),
  leaseTicks: ticks(10),
  leaseMarginTicks: ticks(1),
  prefetchDepth: 2,
  capacityEntries: 0,
  capacityBytes: 0,
};

/** Of the profile `lan`. Ranges are what the schema of scenario files takes. */
export const LAN_CACHE: CacheSettings = {
  cacheCoherence: 'off',
  cachePrefetch: 'none',
  // Copies, 1 … 10 000 000.
  cacheEntries: 65_536,
  // Bytes of keys and values, 1 … 2^40.
  cacheBytes: 67_108_864,
  // ms, 1 … 600 000: what a reader may be behind.
  cacheTtlTicks: ticks(2_000),
  // ms, 10 … 60 000, less than half of operationTimeoutTicks: a writer waits so long for a reader that is cut off, and must
  // have its quorum in time.
  leaseTicks: ticks(80),
  // ms: an eighth of a lease, for clocks that run at most 5 % too fast or too slow: 2 · 5 % / (1 − 5 %) of 80 are 8.4.
  leaseMarginTicks: ticks(10),
  // Keys, 1 … 64.
  prefetchDepth: 4,
  // Values, 0 … 10 000 000, and bytes, 0 … 2^40.
  capacityEntries: 0,
  capacityBytes: 0,
};
