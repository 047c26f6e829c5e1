import type { StoredRecord } from '../record.ts';
import type { Version } from '../version.ts';
import { compareVersion } from '../version.ts';

/** What a replica knows of one key. */
export interface Known {
  /** The newest record, durable or not yet. */
  readonly held: StoredRecord | undefined;
  /** The highest ballot ever promised for the key. */
  readonly promised: Version | undefined;
}

/**
 * How a version stands to what a replica knows.
 *
 * `held`: this very version is there. `open`: nothing speaks against storing it. `past`: a newer one is there, and the key
 * is no consensus register, so that the replica speaks for every version below. `barred`: a higher ballot was promised,
 * or a newer version is there of a key for which a ballot was promised: a proposer may have been told of neither, so the
 * replica speaks for nothing that it does not hold.
 */
export type Standing = 'held' | 'open' | 'past' | 'barred';

export function standingOf(version: Version, { held, promised }: Known): Standing {
  const order = held === undefined ? 1 : compareVersion(version, held.version);
  if (order === 0) return 'held';
  if (promised !== undefined && (order < 0 || compareVersion(version, promised) < 0)) return 'barred';
  return order < 0 ? 'past' : 'open';
}

/** What stands above a version that is `past` or `barred`. */
export function highestOf({ held, promised }: Known): Version | undefined {
  if (held === undefined || promised === undefined) return held?.version ?? promised;
  return compareVersion(held.version, promised) > 0 ? held.version : promised;
}
