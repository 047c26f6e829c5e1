import type { Lineage, StoredRecord } from '../record.ts';
import type { Version } from '../version.ts';
import { compareVersion } from '../version.ts';

/** The lineage of a record that is written on top of `base`. @param most how many writes it remembers */
export function extendLineage(
  base: StoredRecord | undefined,
  id: string,
  version: Version,
  most: number,
): Lineage | undefined {
  if (most === 0) return undefined;
  const recent = [...(base?.lineage?.recent ?? []), { id, version }];
  const dropped = recent.splice(0, Math.max(0, recent.length - most));
  const forgotten = dropped.at(-1)?.version ?? forgottenIn(base);
  return forgotten === undefined ? { recent } : { recent, forgotten };
}

/** The version under which a write was applied on the way to this record. */
export function appliedAs(record: StoredRecord | undefined, id: string): Version | undefined {
  return record?.lineage?.recent.find((write) => write.id === id)?.version;
}

/** Whether a write of this version or a newer one may have been applied though the record does not list it. */
export function mayHaveForgotten(record: StoredRecord | undefined, since: Version): boolean {
  const forgotten = forgottenIn(record);
  return forgotten !== undefined && compareVersion(forgotten, since) >= 0;
}

/** A record from beside the register remembers nothing of what was before it. */
export function forgottenIn(record: StoredRecord | undefined): Version | undefined {
  return record === undefined || record.lineage !== undefined ? record?.lineage?.forgotten : record.version;
}
