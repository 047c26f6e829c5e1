import type { Offered } from '../message.ts';
import type { StoredRecord } from '../record.ts';
import type { Version } from '../version.ts';
import { compareVersion } from '../version.ts';
import type { Store } from './store.ts';

/** What a replica's own records do not tell. */
export interface Guard {
  /** At or below it nothing is stored under a key that is not held: it was purged. */
  readonly floorOf: (entry: Offered) => Version | undefined;
}

/** Where nothing is ever purged. */
export const UNGUARDED: Guard = { floorOf: () => undefined };

/** What a replica knows of one key, seen from a version that somebody wants to store there. */
export interface Known {
  /** The newest record, durable or not yet. */
  readonly held: StoredRecord | undefined;
  /** Nothing is held, and what was held up to here was purged, the version in question with it. */
  readonly floor?: Version | undefined;
  /** The highest ballot ever promised for the key. */
  readonly promised: Version | undefined;
}

export function knownOf(entry: Offered, store: Store, guard: Guard, promised: Version | undefined): Known {
  const held = store.newest(entry.key);
  return { held, floor: held === undefined ? guard.floorOf(entry) : undefined, promised };
}

/**
 * How a version stands to what a replica knows.
 *
 * `held`: this very version is there. `open`: nothing speaks against storing it. `past`: a newer one is there, or was and
 * has been purged, and the key is no consensus register, so that the replica speaks for every version below. `barred`: a
 * higher ballot was promised, or the replica is past the version of a key for which a ballot was promised: a proposer may
 * have been told of neither, so the replica speaks for nothing that it does not hold.
 */
export type Standing = 'held' | 'open' | 'past' | 'barred';

export function standingOf(version: Version, { held, floor, promised }: Known): Standing {
  const order = held !== undefined ? compareVersion(version, held.version) : floor === undefined ? 1 : -1;
  if (order === 0) return 'held';
  if (promised !== undefined && (order < 0 || compareVersion(version, promised) < 0)) return 'barred';
  return order < 0 ? 'past' : 'open';
}

/** What stands above a version that is `past` or `barred`. */
export function highestOf({ held, floor, promised }: Known): Version | undefined {
  const past = held?.version ?? floor;
  if (past === undefined || promised === undefined) return past ?? promised;
  return compareVersion(past, promised) > 0 ? past : promised;
}
