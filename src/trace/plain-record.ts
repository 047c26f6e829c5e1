import type { Offered } from '../core/message.ts';
import type { StoredRecord } from '../core/record.ts';
import { plainIfAny, plainVersion } from './plain-version.ts';

export function plainRecord(record: StoredRecord | undefined): object | null {
  return record === undefined ? null : plainStored(record);
}

export function plainStored(record: StoredRecord): object {
  const { key, version, value, expires, lineage } = record;
  const plain = { key, version: plainVersion(version), value, expires };
  if (lineage === undefined) return plain;
  const recent = lineage.recent.map((write) => ({ id: write.id, version: plainVersion(write.version) }));
  return { ...plain, lineage: { recent, forgotten: plainIfAny(lineage.forgotten) } };
}

export function plainOffered({ key, version }: Offered): object {
  return { key, version: plainVersion(version) };
}
