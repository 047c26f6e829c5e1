import { assert } from '../../lib/assert.ts';
import { Outbox } from '../bundle.ts';
import type { Effects } from '../effect.ts';
import type { Key, NodeId } from '../ids.ts';
import type { LogEntry, RecoveredLog } from '../log-entry.ts';
import type { Message } from '../message.ts';
import type { Note } from '../note.ts';
import type { Settings } from '../settings.ts';
import { DurableState } from './durable-state.ts';

/** What a node says once everything it wrote so far is durable. */
export interface Acknowledgement {
  readonly to: NodeId;
  readonly message: Message;
  readonly notes?: readonly Note[];
  /** What it speaks of, where it tells or implies what is held. */
  readonly keys?: readonly Key[];
}

export type JournalSettings = Pick<
  Settings,
  'snapshotAfterEntries' | 'snapshotGrowth' | 'acknowledgeDurable'
>;

/**
 * A node's log, seen from inside: what it appended, how much of it is durable, and what waits for that.
 *
 * No acknowledgement leaves before all entries appended before it are durable. A log that has grown long is replaced by
 * a snapshot of what is durable, one at a time; the world forgets what lies before the snapshot only when that is
 * durable itself, so there is no moment in which a crash takes both.
 * Source: Ongaro, Ousterhout, Raft, ATC 2014, §7 (log compaction).
 */
export class Journal {
  /** The fold of all that is durable. */
  readonly state = new DurableState();
  /** Asked before anything is said: true where it will have it said later. */
  keepsBack: ((acknowledgement: Acknowledgement) => boolean) | undefined;
  readonly #settings: JournalSettings;
  readonly #unsynced: { readonly entry: LogEntry; readonly then: (() => void) | undefined }[] = [];
  readonly #waiting: { readonly index: number; readonly acknowledgement: Acknowledgement }[] = [];
  /** Acknowledgements that are to leave together. */
  #held: Acknowledgement[] | undefined;
  #nextIndex: number;
  /** Durable entries in the log, those of its snapshot included. */
  #length: number;
  /** Entries that the snapshot under way will have, and how long the log was when it was asked for. */
  #snapshot: { readonly upTo: number; readonly entries: number; readonly replaces: number } | undefined;

  constructor(recovered: RecoveredLog, settings: JournalSettings) {
    this.#settings = settings;
    for (const entry of recovered.entries) this.state.apply(entry);
    this.#nextIndex = recovered.nextIndex;
    this.#length = recovered.entries.length;
  }

  /** @param then called when the entry is durable and folded in, before any acknowledgement that waited for it */
  append(entry: LogEntry, effects: Effects, then?: () => void): void {
    const index = this.#nextIndex;
    this.#nextIndex += 1;
    this.#unsynced.push({ entry, then });
    effects.append(index, entry);
  }

  /** Says it now, or as soon as all that was appended before is durable. */
  acknowledge(acknowledgement: Acknowledgement, effects: Effects): void {
    if (this.#held !== undefined) this.#held.push(acknowledgement);
    else if (this.#unsynced.length === 0 || this.#settings.acknowledgeDurable === 0)
      this.speak(acknowledgement, effects);
    else this.#waiting.push({ index: this.#nextIndex - 1, acknowledgement });
  }

  /** Acknowledgements wait for each other from now on, until `release`, and go to each receiver in one message. */
  hold(): void {
    this.#held = [];
  }

  release(effects: Effects): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    const outbox = new Outbox();
    for (const { to, message } of held) outbox.put(to, message);
    let notes = held.flatMap((one) => one.notes ?? []);
    const keys = held.flatMap((one) => one.keys ?? []);
    outbox.empty((to, message) => {
      this.acknowledge({ to, message, notes, keys }, effects);
      notes = [];
    });
  }

  /** Every entry up to and including `index` is durable. */
  appended(index: number, effects: Effects): void {
    for (let durable = this.#durableBelow; durable <= index; durable += 1) {
      const next = this.#unsynced.shift();
      if (next === undefined) break;
      this.state.apply(next.entry);
      this.#length += 1;
      next.then?.();
    }
    for (let next = this.#waiting[0]; next !== undefined && next.index <= index; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.speak(next.acknowledgement, effects);
    }
    this.#shorten(effects);
  }

  /** The snapshot that stands for all entries before `upTo` is durable. */
  snapshotted(upTo: number, effects: Effects): void {
    const done = this.#snapshot;
    assert(done?.upTo === upTo, 'a snapshot that was not asked for, up to', upTo);
    this.#snapshot = undefined;
    this.#length -= done.replaces - done.entries;
    effects.note({ kind: 'log-shortened', from: done.replaces, to: done.entries });
    this.#shorten(effects);
  }

  /** Says it, whatever is durable, unless it is kept back. */
  speak(acknowledgement: Acknowledgement, effects: Effects): void {
    if (this.keepsBack?.(acknowledgement) === true) return;
    for (const note of acknowledgement.notes ?? []) effects.note(note);
    effects.send(acknowledgement.to, acknowledgement.message);
  }

  get #durableBelow(): number {
    return this.#nextIndex - this.#unsynced.length;
  }

  /** The work of a snapshot is paid by the entries that came since the last one: constant for each. */
  #shorten(effects: Effects): void {
    const { snapshotAfterEntries, snapshotGrowth } = this.#settings;
    if (snapshotAfterEntries === 0 || this.#snapshot !== undefined) return;
    if (this.#length <= Math.max(snapshotAfterEntries, snapshotGrowth * this.state.size)) return;
    const entries = this.state.entries();
    const upTo = this.#durableBelow;
    this.#snapshot = { upTo, entries: entries.length, replaces: this.#length };
    effects.snapshot(upTo, entries);
  }
}
