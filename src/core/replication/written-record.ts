import type { Operation } from '../operation.ts';
import { writtenValue } from '../operation.ts';
import type { StoredRecord } from '../record.ts';
import type { Tick } from '../time.ts';
import { after } from '../time.ts';
import type { Version } from '../version.ts';

/** What a write stores under a version, by the clock of its coordinator. */
export function writtenRecord(operation: Operation, version: Version, now: Tick): StoredRecord {
  const record = { key: operation.key, version, value: writtenValue(operation) };
  const ttl = 'ttl' in operation ? operation.ttl : undefined;
  return ttl === undefined ? record : { expires: after(now, ttl), ...record };
}
