import type { Level } from '../operation.ts';

/**
 * How copies of records are kept like the records, or how long they may differ; the page of this room says what each
 * promises. `off`: nothing is cached.
 */
export type Coherence = 'off' | 'ttl' | 'validate' | 'invalidate' | 'update' | 'lease';

/** Which keys are read before anybody asks for them. */
export type Prefetch = 'none' | 'sequential' | 'refresh-ahead' | 'successors' | 'warm-start';

/** Replicas remember who has a copy. */
export function hasSharers(coherence: Coherence): boolean {
  return coherence === 'invalidate' || coherence === 'update' || coherence === 'lease';
}

/**
 * Whether a read of this level may be answered by such a cache: who asks for more than `quorum` is never told what may be
 * outdated. A read of level `one` is as quick without.
 */
export function serves(coherence: Coherence, level: Level): boolean {
  if (coherence === 'off' || level === 'one') return false;
  return level === 'quorum' || coherence === 'validate' || coherence === 'lease';
}
