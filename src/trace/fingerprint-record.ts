import type { Offered } from '../core/message.ts';
import type { StoredRecord } from '../core/record.ts';
import type { Version } from '../core/version.ts';
import { absorb, hashText } from '../lib/mix.ts';

export function ofVersion(version: Version | undefined): number {
  if (version === undefined) return 0;
  const { counter, writer, incarnation, expired } = version;
  const word = absorb(absorb(absorb(1, counter), writer), incarnation);
  return expired === true ? ~word : word;
}

/** A version that most messages do not bear. */
export function withVersion(h: number, version: Version | undefined): number {
  return version === undefined ? h : absorb(h, ofVersion(version));
}

export function ofRecord(record: StoredRecord | undefined): number {
  if (record === undefined) return 0;
  const word = absorb(
    hashText(record.key, hashText(record.value ?? '', record.value === null ? 1 : 0)),
    ofVersion(record.version),
  );
  return record.expires === undefined ? word : absorb(word, record.expires);
}

export function ofEntries(start: number, entries: readonly Offered[]): number {
  return entries.reduce(
    (h, { key, version }) => absorb(absorb(h, hashText(key, 0)), ofVersion(version)),
    start,
  );
}
