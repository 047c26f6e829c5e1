import type { Key, NodeId } from './ids.ts';
import type { Seat } from './membership/seat.ts';
import type { StoredRecord } from './record.ts';
import type { Hint } from './repair/hint-shelf.ts';
import type { Life } from './replication/lives.ts';
import type { Version } from './version.ts';

/**
 * One entry of a node's durable log. Each kind is folded in one place, `durability/durable-state.ts`; the compiler asks
 * for a fold there for every kind.
 */
export type LogEntry =
  | { readonly kind: 'put'; readonly record: StoredRecord }
  | { readonly kind: 'drop'; readonly key: Key }
  /** Nothing below the ballot is stored under this key any more, whoever asks. */
  | { readonly kind: 'promise'; readonly key: Key; readonly ballot: Version }
  /** A member joined the ring as this node sees it, or left it: after a restart it goes on from the ring it last knew. */
  | { readonly kind: 'member'; readonly member: NodeId; readonly present: boolean; readonly seat: Seat }
  /** A record is kept for an owner that was away, or no longer: it holds it, or the hint is too old. */
  | ({ readonly kind: 'hint' } & Hint)
  | {
      readonly kind: 'hint-over';
      readonly owner: NodeId;
      readonly key: Key;
      readonly version: Version;
    }
  /** Something was said that no later life may forget: that this node begins no write at or below this counter. */
  | { readonly kind: 'counter'; readonly counter: number }
  /** That life of a node was told what it should hold, having lost entries: what means an earlier one is over. */
  | ({ readonly kind: 'told' } & Life)
  /** A member that was not known before. All floors are void: keys got other owners. */
  | { readonly kind: 'met'; readonly node: NodeId }
  /** Tombstones that are forgotten; of their slice nothing at or below the floor is stored any more. */
  | {
      readonly kind: 'purge';
      readonly slice: number;
      readonly floor: Version;
      readonly keys: readonly Key[];
    }
  /**
   * Stands where the disk cannot read what was durable; what it was about is known where it lay in a snapshot, whose
   * keys are listed apart. The driver puts it into what it recovers, and a snapshot keeps it.
   */
  | { readonly kind: 'lost'; readonly key: Key | undefined }
  /** The other owners have told again what these `losses`, all `lost` entries before this one, were about. */
  | { readonly kind: 'relearned'; readonly losses: number };

/** What a booting node finds of its log: its newest whole snapshot, and what was appended after that. */
export interface RecoveredLog {
  /** In order: what the snapshot holds, then the entries behind it; `lost` for each that cannot be read. */
  readonly entries: readonly LogEntry[];
  /** The index of the next entry to append. */
  readonly nextIndex: number;
}

export const EMPTY_LOG: RecoveredLog = { entries: [], nextIndex: 0 };

/** What is still known of an entry of a snapshot that cannot be read. */
export function lostEntry(entry: LogEntry): LogEntry {
  const key = 'record' in entry ? entry.record.key : 'key' in entry ? entry.key : undefined;
  return { kind: 'lost', key };
}
