import type { Level } from '../../core/operation.ts';
import type { WantedModel } from './wanted.ts';

/**
 * What a level promises of one key, as long as its members are fixed and a majority of its replicas is up. `quorum` is
 * not linearizable: a write that its coordinator repeats above a rival can show twice, x, y and x again.
 */
export const PROMISES: Readonly<Record<Level, readonly WantedModel[]>> = {
  one: [],
  quorum: ['read-your-writes', 'monotonic-reads'],
  linearizable: ['linearizable'],
  cas: ['linearizable'],
};
