import type { Key } from './ids.ts';
import type { StoredRecord } from './record.ts';

/** One entry of a node's durable log. */
export type LogEntry =
  | { readonly kind: 'put'; readonly record: StoredRecord }
  | { readonly kind: 'drop'; readonly key: Key };
