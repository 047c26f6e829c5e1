import type { Journal } from '../durability/journal.ts';
import type { Effects } from '../effect.ts';
import type { Key, NodeId } from '../ids.ts';
import type { Message, Offered } from '../message.ts';
import type { StoredRecord } from '../record.ts';
import type { RingView } from '../ring/ring-view.ts';
import type { Settings } from '../settings.ts';
import type { Tick } from '../time.ts';
import { after } from '../time.ts';
import { timer } from '../timer.ts';
import { compareVersion } from '../version.ts';
import type { Hint } from './hint-shelf.ts';
import { bytesOf } from './hint-shelf.ts';

const HAND_OFF = timer('hand-off');
const LARGEST_BATCH = 256;

/**
 * One node as keeper of hints: records that belong to replicas that were away when they were written. They are kept in
 * the log, given back when their owner is there again, and forgotten when they are too old. When the shelf is full a
 * hint is dropped and told; the write goes on without it, for a hint is help and never counts.
 *
 * An owner gets one batch at a time, as copies like any others, so that it judges them by its own rules. A batch that
 * was settled doubles the next one; one that was not halves it.
 * Source: DeCandia et al., Dynamo, SOSP 2007, §4.6.
 */
export class HandOff {
  readonly #settings: Settings;
  readonly #view: RingView;
  readonly #journal: Journal;
  /** Bytes of hints that are not durable yet. */
  #onTheWay = 0;
  #ticking = false;
  readonly #batches = new Map<NodeId, { readonly size: number; readonly open: Set<Key> }>();

  constructor(of: { readonly settings: Settings; readonly view: RingView; readonly journal: Journal }) {
    this.#settings = of.settings;
    this.#view = of.view;
    this.#journal = of.journal;
  }

  start(effects: Effects): void {
    if (this.#journal.state.hints.size > 0) this.#tick(effects);
  }

  keep(from: NodeId, message: Extract<Message, { kind: 'hint' }>, now: Tick, effects: Effects): void {
    const { request, owner, record } = message;
    const { hints } = this.#journal.state;
    const known = hints.get(owner, record.key);
    if (known === undefined || compareVersion(known.record.version, record.version) < 0) {
      const bytes = bytesOf(record);
      if (hints.bytes + this.#onTheWay + bytes > this.#settings.hintBytes) {
        effects.note({ kind: 'hint-dropped', owner, key: record.key, reason: 'full' });
        return;
      }
      this.#onTheWay += bytes;
      const until = after(now, this.#settings.hintLifeTicks);
      this.#journal.append({ kind: 'hint', owner, record, until }, effects, () => {
        this.#onTheWay -= bytes;
      });
      effects.note({ kind: 'hint-kept', owner, key: record.key });
      this.#tick(effects);
    }
    if (request !== undefined)
      this.#journal.acknowledge({ to: from, message: { kind: 'hinted', request, owner } }, effects);
  }

  /** Forgets what is too old, and gives each owner that is there its next batch. */
  elapsed(now: Tick, effects: Effects): void {
    this.#ticking = false;
    const { hints } = this.#journal.state;
    for (const hint of [...hints]) {
      if (this.#isStale(hint, now)) this.#expire(hint, 'expired', effects);
      else if (this.#settings.agreedRing === 1 && !this.#view.isMember(hint.owner))
        this.#expire(hint, 'owner-left', effects);
    }
    for (const owner of hints.owners()) if (this.#view.isPresent(owner)) this.#give(owner, now, effects);
    if (hints.size > 0 || this.#onTheWay > 0) this.#tick(effects);
  }

  /** A replica holds these, in that version or a newer one. */
  offered(from: NodeId, held: readonly Offered[], effects: Effects): void {
    const batch = this.#batches.get(from);
    for (const { key, version } of held) {
      const hint = this.#journal.state.hints.get(from, key);
      if (hint === undefined || compareVersion(hint.record.version, version) > 0) continue;
      batch?.open.delete(key);
      this.#journal.append({ kind: 'hint-over', owner: from, key, version: hint.record.version }, effects);
    }
  }

  #give(owner: NodeId, now: Tick, effects: Effects): void {
    const last = this.#batches.get(owner);
    const size = last === undefined ? 1 : last.open.size > 0 ? last.size >> 1 : last.size * 2;
    const batch = { size: Math.min(Math.max(size, 1), LARGEST_BATCH), open: new Set<Key>() };
    const records: StoredRecord[] = [];
    for (const hint of this.#journal.state.hints.of(owner)) {
      if (records.length === batch.size) break;
      if (this.#isStale(hint, now)) continue;
      records.push(hint.record);
      batch.open.add(hint.record.key);
    }
    this.#batches.set(owner, batch);
    if (records.length === 0) return;
    effects.note({ kind: 'hints-sent', target: owner, records: records.length });
    effects.send(owner, { kind: 'store', request: undefined, records });
  }

  /** A clock that has begun anew since prolongs no hint beyond one more life. */
  #isStale({ until }: Hint, now: Tick): boolean {
    return until <= now || until > after(now, this.#settings.hintLifeTicks);
  }

  #expire({ owner, record }: Hint, reason: 'expired' | 'owner-left', effects: Effects): void {
    effects.note({ kind: 'hint-dropped', owner, key: record.key, reason });
    const { key, version } = record;
    this.#journal.append({ kind: 'hint-over', owner, key, version }, effects);
  }

  #tick(effects: Effects): void {
    if (this.#ticking) return;
    this.#ticking = true;
    effects.setTimer(HAND_OFF, this.#settings.hintReplayTicks);
  }
}
