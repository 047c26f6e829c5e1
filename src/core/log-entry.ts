import type { Key } from './ids.ts';
import type { StoredRecord } from './record.ts';
import type { Version } from './version.ts';

/** One entry of a node's durable log. */
export type LogEntry =
  | { readonly kind: 'put'; readonly record: StoredRecord }
  | { readonly kind: 'drop'; readonly key: Key }
  /** Nothing below the ballot is stored under this key any more, whoever asks. */
  | { readonly kind: 'promise'; readonly key: Key; readonly ballot: Version };

/** What a booting node finds of its log. */
export interface RecoveredLog {
  /** The readable entries, in order. */
  readonly entries: readonly LogEntry[];
  /** The index of the next entry to append; larger than the number of entries where some could not be read. */
  readonly nextIndex: number;
}

export const EMPTY_LOG: RecoveredLog = { entries: [], nextIndex: 0 };
