import type { LogEntry, RecoveredLog } from '../../core/log-entry.ts';

/** What an engine found when it was opened, and what of it could not be read. */
export interface Recovery extends RecoveredLog {
  /** Half-written entries at the end that were cut off; nobody was told that they were durable. */
  readonly torn: number;
  /** Entries that were durable and cannot be read any more; `lost` stands in their places. */
  readonly rotten: number;
}

/**
 * Keeps one node's log. Calls come one after the other, `write` and `keep` each after the one before has settled, and the
 * two may overlap.
 *
 * Law: what `write` has settled for is found by every later `recover`, whatever byte the process stops at; what it has not
 * is found whole or not at all, and only in order.
 */
export interface Engine {
  /** Everything that is durable. Once, before all else. */
  recover(): Promise<Recovery>;
  /** Settles when these entries, the first of which has this index, are durable. */
  write(first: number, entries: readonly LogEntry[]): Promise<void>;
  /** Settles when these entries are durable and have taken the place of all before index `upTo`. */
  keep(upTo: number, entries: readonly LogEntry[]): Promise<void>;
  close(): Promise<void>;
}
