import type { Key } from './ids.ts';
import type { Tick } from './time.ts';
import type { Version } from './version.ts';
import { compareVersion } from './version.ts';

/** What a replica holds for a key: a value, or a tombstone (`value` null) that remembers a deletion. */
export interface StoredRecord {
  readonly key: Key;
  readonly version: Version;
  readonly value: string | null;
  /** When it is over, by the clock of the coordinator that wrote it; never where it is absent. */
  readonly expires?: Tick;
  /** Of a record that was written through the register. */
  readonly lineage?: Lineage;
}

/** The latest of the writes through the register that led to a record, so that none of them is done twice. */
export interface Lineage {
  /** In the order in which they were applied, each with the version that it was given. */
  readonly recent: readonly { readonly id: string; readonly version: Version }[];
  /** Writes up to this version are not all listed any more. */
  readonly forgotten?: Version;
}

export function isNewer(a: StoredRecord, b: StoredRecord | undefined): boolean {
  return b === undefined || compareVersion(a.version, b.version) > 0;
}
