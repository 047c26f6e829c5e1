import { compareText } from '../../lib/order.ts';
import type { Effects } from '../effect.ts';
import type { Key, NodeId } from '../ids.ts';
import type { Message, Offered } from '../message.ts';
import type { Store } from '../replication/store.ts';
import type { RingView } from '../ring/ring-view.ts';
import type { Settings } from '../settings.ts';
import { timer } from '../timer.ts';
import { compareVersion } from '../version.ts';
import type { Journal } from './journal.ts';

const RELEARN = timer('relearn');

/** Names in one answer; more come when those are held. */
const PAGE = 256;

/**
 * What a replica does that has lost durable entries: it does not vouch for the keys they may have been about, and asks
 * the other owners what it should hold.
 *
 * It may have acknowledged a write that it knows nothing of now. Until so many other owners of a key have told it all
 * they hold that one of them must know of each such write (N − W + 1 of them), it answers neither reads nor writes of
 * that key: as if it were down, not as if nothing had been written. Copies it takes, and says so. It begins to ask when
 * no operation of its earlier life can be open any more, for an acknowledgement of that life may still be counted
 * together with one that is yet to come.
 * Source: Michael et al., "Recovering shared objects without stable storage", DISC 2017.
 */
export class Relearning {
  readonly #self: NodeId;
  readonly #settings: Settings;
  readonly #view: RingView;
  readonly #store: Store;
  readonly #journal: Journal;
  /** Members whose every record for us is held here, durably. */
  readonly #told = new Set<NodeId>();
  /** Up to where each other member has told us. */
  readonly #after = new Map<NodeId, Key>();
  #closing = false;

  constructor(of: {
    readonly id: NodeId;
    readonly settings: Settings;
    readonly view: RingView;
    readonly store: Store;
    readonly journal: Journal;
  }) {
    this.#self = of.id;
    this.#settings = of.settings;
    this.#view = of.view;
    this.#store = of.store;
    this.#journal = of.journal;
  }

  /** Whether what this replica holds of a key is all that it ever acknowledged of it. */
  vouchesFor(key: Key): boolean {
    const { lost } = this.#journal.state;
    if (lost.size === 0 || this.#settings.vouchForWhole === 0) return true;
    if (!lost.has(undefined) && !lost.has(key)) return true;
    const replicas = this.#view.replicasOf(key);
    const told = replicas.filter((replica) => this.#told.has(replica)).length;
    return told > replicas.length - this.#settings.quorum;
  }

  start(effects: Effects): void {
    if (this.#journal.state.lost.size > 0) effects.setTimer(RELEARN, this.#settings.operationTimeoutTicks);
  }

  /** Asks again all who have not told everything. */
  elapsed(effects: Effects): void {
    if (this.#journal.state.lost.size === 0) return;
    for (const member of this.#view.others(this.#self))
      if (!this.#told.has(member)) this.#ask(member, effects);
    effects.setTimer(RELEARN, this.#settings.offerRetryTicks);
  }

  /** Tells what the asker should hold, key by key. Who has lost something itself has nothing to vouch for. */
  recall(from: NodeId, { after }: Extract<Message, { kind: 'recall' }>, effects: Effects): void {
    if (this.#journal.state.lost.size > 0) return;
    const entries: Offered[] = [];
    let more = false;
    for (const key of this.#store.keys()) {
      const record = this.#store.get(key);
      if (record === undefined || (after !== undefined && compareText(key, after) <= 0)) continue;
      if (!this.#view.replicasOf(key).includes(from)) continue;
      more = entries.length === PAGE;
      if (more) break;
      entries.push({ key, version: record.version });
    }
    effects.send(from, { kind: 'recalled', after, entries, more });
  }

  recalled(from: NodeId, message: Extract<Message, { kind: 'recalled' }>, effects: Effects): void {
    if (message.after !== this.#after.get(from) || this.#told.has(from)) return;
    const wanted = message.entries.filter(({ key, version }) => {
      const held = this.#store.get(key);
      return held === undefined || compareVersion(held.version, version) < 0;
    });
    if (wanted.length > 0) {
      effects.send(from, { kind: 'offered', held: [], wanted });
      return;
    }
    const last = message.entries.at(-1);
    if (last !== undefined) this.#after.set(from, last.key);
    if (message.more) this.#ask(from, effects);
    else this.#close(from, effects);
  }

  #ask(member: NodeId, effects: Effects): void {
    effects.send(member, { kind: 'recall', after: this.#after.get(member) });
  }

  #close(from: NodeId, effects: Effects): void {
    this.#told.add(from);
    if (this.#closing || this.#view.others(this.#self).some((member) => !this.#told.has(member))) return;
    this.#closing = true;
    effects.note({ kind: 'losses-relearned', members: this.#told.size });
    this.#journal.append({ kind: 'relearned' }, effects);
  }
}
