import type { Effects } from '../effect.ts';
import type { Key, NodeId } from '../ids.ts';
import type { Message, Offered } from '../message.ts';
import type { StoredRecord } from '../record.ts';
import type { Store } from '../replication/store.ts';
import type { Placing } from '../ring/joint-ring.ts';
import type { RingView } from '../ring/ring-view.ts';
import type { Settings } from '../settings.ts';
import type { Tick } from '../time.ts';
import { timer } from '../timer.ts';
import type { Version } from '../version.ts';
import { compareVersion } from '../version.ts';
import { named } from './named.ts';
import { OfferBook } from './offer-book.ts';
import type { OfferPlan } from './plan-offers.ts';
import { planHandOver, planOffers } from './plan-offers.ts';

const STABILIZE = timer('stabilize');

/**
 * Gives every key its N replicas back after the ring changed, with minimal movement, and clears surplus copies.
 *
 * Each holder of a key offers it to the replicas that are new on its list, the first survivor at once and the
 * others a little later, so that normally one sends and the rest find it done. A holder that is no replica any more
 * offers to all of them and drops its copy when all have confirmed. Offers are repeated until answered.
 */
export class Stabilizer {
  readonly #self: NodeId;
  readonly #settings: Settings;
  readonly #view: RingView;
  readonly #store: Store;
  readonly #book = new OfferBook();
  /** The ring that all offers made so far have taken into account; none while there is nothing to offer. */
  #settled: Placing | undefined;
  #ticking = false;

  constructor(self: NodeId, settings: Settings, view: RingView, store: Store) {
    this.#self = self;
    this.#settings = settings;
    this.#view = view;
    this.#store = store;
  }

  /** What was recovered from the log belongs to the ring that is remembered; the offers that were open are not. */
  start(now: Tick, effects: Effects): void {
    for (const key of this.#store.keys()) this.arrived(key, this.#view.replicasOf(key), now, effects);
    for (const key of this.#store.names()) this.#handOver(key, now);
    if (this.#book.size > 0) this.#tick(effects);
  }

  /** Nobody is owed a record, as far as this node knows. */
  get isQuiet(): boolean {
    return this.#book.size === 0 && (this.#settled === undefined || this.#settled === this.#view.ring);
  }

  /**
   * Whether everything this node held when the pending ring came into effect here is where that ring wants it: with a
   * quorum of its next replicas, and with all of them that are there.
   */
  get hasHandedOver(): boolean {
    // Where something was held then, a look at it is due, or was taken.
    if (this.#ticking && this.#settled !== this.#view.ring) return false;
    for (const [key, open] of this.#book.open()) {
      const next = this.#view.nextReplicasOf(key) ?? [];
      const missing = next.filter((replica) => open.includes(replica));
      if (missing.some((replica) => this.#view.isPresent(replica))) return false;
      const holders = next.filter((replica) => !missing.includes(replica));
      if (holders.length < (this.#view.placementsOf(key)[1]?.quorum ?? 0)) return false;
    }
    return true;
  }

  /** All that was held is void. */
  forgetAll(): void {
    this.#book.keepOnly(() => false);
    this.#settled = undefined;
  }

  /** Offers keys to a replica that was seen to lack them, until it holds them. */
  offer(to: NodeId, keys: readonly Key[], now: Tick, effects: Effects): void {
    for (const key of keys) this.#book.add(to, key, now);
    if (this.#book.size > 0) this.#tick(effects);
  }

  /** The ring changed: look at every key soon. */
  ringChanged(effects: Effects): void {
    if (this.#store.isEmpty) this.#settled = undefined;
    else this.#tick(effects);
  }

  /** A record arrived from somebody who believes that `replicas` own it; we may know better. */
  arrived(key: Key, replicas: readonly NodeId[], now: Tick, effects: Effects): void {
    this.#settled ??= this.#view.ring;
    this.#plan(key, replicas, this.#view.replicasOf(key), now);
    if (this.#book.size > 0) this.#tick(effects);
  }

  elapsed(now: Tick, effects: Effects): void {
    this.#ticking = false;
    // A change that stands still moves nothing.
    if (this.#view.epoch?.paused === true) return this.#tick(effects);
    this.#settle(now);
    this.#book.keepOnly((key, to) => this.#isOffered(key) && this.#view.replicasOf(key).includes(to));
    const { offerRetryTicks, offersAtOnce } = this.#settings;
    for (const [to, keys] of this.#book.takeDue(now, offerRetryTicks, offersAtOnce)) {
      const entries = named(keys, (key) => this.#store.get(key)?.version);
      const promises = named(keys, (key) => this.#promised(key));
      if (promises.length > 0) effects.send(to, { kind: 'offer', entries, promises });
      else if (entries.length > 0) effects.send(to, { kind: 'offer', entries });
    }
    if (this.#book.size > 0) this.#tick(effects);
  }

  offered(from: NodeId, message: Extract<Message, { kind: 'offered' }>, effects: Effects): void {
    this.#confirm(from, message.held, effects);
    const records: StoredRecord[] = [];
    for (const { key } of message.wanted) {
      const record = this.#store.get(key);
      if (record !== undefined) records.push(record);
    }
    if (records.length === 0) return;
    effects.note({ kind: 'records-sent', target: from, records: records.length });
    effects.send(from, { kind: 'store', request: undefined, records });
  }

  #settle(now: Tick): void {
    const ring = this.#view.ring;
    if (ring === this.#settled || this.#store.isEmpty) return;
    const settled = this.#settled ?? ring;
    for (const key of this.#store.keys()) {
      const before = settled.preferenceList(key, this.#settings.replicas);
      this.#plan(key, before, this.#view.replicasOf(key), now);
    }
    for (const key of this.#store.names()) this.#handOver(key, now);
    this.#settled = ring;
  }

  #plan(key: Key, before: readonly NodeId[], after: readonly NodeId[], now: Tick): void {
    this.#add(key, planOffers(this.#self, before, after), now);
  }

  #handOver(key: Key, now: Tick): void {
    const [inEffect, next] = this.#view.placementsOf(key);
    if (inEffect === undefined || next === undefined) return;
    // A promise without a record binds those who own the key, and who gave it long ago is none of them.
    if (this.#store.newest(key) === undefined && !inEffect.replicas.includes(this.#self)) return;
    this.#add(key, planHandOver(this.#self, inEffect.replicas, next.replicas), now);
  }

  #add(key: Key, { targets, rank }: OfferPlan, now: Tick): void {
    for (const target of targets)
      this.#book.add(target, key, now + rank * this.#settings.stabilizeStaggerTicks);
  }

  #isOffered(key: Key): boolean {
    return this.#store.newest(key) !== undefined || this.#promised(key) !== undefined;
  }

  /** The next replicas have to know what was promised, for they have to refuse what is below. */
  #promised(key: Key): Version | undefined {
    return this.#view.nextReplicasOf(key) === undefined ? undefined : this.#store.promisedTo(key);
  }

  #confirm(from: NodeId, entries: readonly Offered[], effects: Effects): void {
    for (const { key, version } of entries) {
      const record = this.#store.newest(key);
      // A newer version came in between: what was confirmed is no longer what we hold, or are about to hold.
      if (record !== undefined && compareVersion(record.version, version) > 0) continue;
      if (!this.#book.settle(from, key) || this.#book.isOpen(key)) continue;
      // The ring has changed since: its replicas have not all been asked yet.
      if (this.#settled !== this.#view.ring) continue;
      if (this.#view.replicasOf(key).includes(this.#self) || record === undefined) continue;
      effects.note({ kind: 'record-dropped', key });
      this.#store.drop(key, effects);
    }
  }

  #tick(effects: Effects): void {
    if (this.#ticking) return;
    this.#ticking = true;
    effects.setTimer(STABILIZE, this.#settings.stabilizeDelayTicks);
  }
}
