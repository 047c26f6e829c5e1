import { compareText } from '../../lib/order.ts';
import type { StoredRecord } from '../record.ts';
import type { ListedKey, Listing } from './listing.ts';

/** What one replica answers: its first keys of the range, tombstones included, and whether there are no more. */
export interface Scan {
  readonly keys: readonly ListedKey[];
  readonly done: boolean;
}

/** One pass over all records, in memory for twice `limit` keys. */
export function scan(records: Iterable<StoredRecord>, { prefix, after, limit }: Listing): Scan {
  let first: StoredRecord[] = [];
  let passed = 0;
  for (const record of records) {
    const { key } = record;
    if (!key.startsWith(prefix) || (after !== undefined && compareText(key, after) <= 0)) continue;
    passed += 1;
    first.push(record);
    if (first.length === 2 * limit) first = firstOf(first, limit);
  }
  const keys = firstOf(first, limit).map(
    ({ key, version, value }): ListedKey => ({ key, version, live: value !== null }),
  );
  return { keys, done: passed <= limit };
}

function firstOf(records: StoredRecord[], limit: number): StoredRecord[] {
  return records.sort((a, b) => compareText(a.key, b.key)).slice(0, limit);
}
