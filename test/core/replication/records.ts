import type { Key } from '../../../src/core/ids.ts';
import { key, nodeId } from '../../../src/core/ids.ts';
import type { StoredRecord } from '../../../src/core/record.ts';

export const SOME_KEY = key('k');

/** A record of one key, known by its counter alone. */
export function recordAt(
  counter: number,
  value: string | null = `v${counter}`,
  of: Key = SOME_KEY,
): StoredRecord {
  return { key: of, version: { counter, writer: nodeId(9), incarnation: 1 }, value };
}
