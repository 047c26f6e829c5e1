import type { Acknowledgement } from '../durability/journal.ts';
import type { Effects } from '../effect.ts';
import type { Key, NodeId, RequestId } from '../ids.ts';
import type { Message } from '../message.ts';
import type { StoredRecord } from '../record.ts';
import type { Settings } from '../settings.ts';
import type { Tick, Ticks } from '../time.ts';
import { timer } from '../timer.ts';
import type { Version } from '../version.ts';
import { compareVersion } from '../version.ts';
import { hasSharers } from './coherence.ts';

/** Numbers of requests below 0 are the node's own; this one is the directory's alarm clock. */
const ALARM = timer('operation', -1);
/** How often a recall is repeated within a lease. */
const RECALLS_IN_A_LEASE = 4;
/** Keys with sharers before those whose time is over are looked for. */
const FEWEST_KEYS = 256;

interface Recall {
  readonly version: Version;
  /** Who has a lease still, and when it is over by this node's clock. */
  readonly holders: Map<NodeId, Tick>;
  /** What may be said when nobody has. */
  readonly waiting: Acknowledgement[];
}

/**
 * One replica as lender: it remembers who has a copy of what it holds, and for how long, and tells them when it takes
 * something newer.
 *
 * Of coherence `lease` it waits for them as well. From the moment a newer record is taken until each lease on the older
 * one was given back or is over, this replica says nothing about the key to anybody. A lease rests on a quorum of
 * replicas; each quorum that answers later has one of them in it, so nobody can learn of the newer record while
 * somebody is told the older one. A replica that starts again remembers no lease: it is silent until all of them are over.
 * Sources: Gray, Cheriton, Leases, SOSP 1989; Moraru, Andersen, Kaminsky, Paxos quorum leases, SoCC 2014.
 */
export class Directory {
  readonly #settings: Settings;
  readonly #speak: (acknowledgement: Acknowledgement, effects: Effects) => void;
  /** Until when, by this node's clock. */
  readonly #sharers = new Map<Key, Map<NodeId, Tick>>();
  readonly #recalls = new Map<Key, Recall>();
  /** Leases of an earlier life of this node may last until here. */
  readonly #silentUntil: Tick;
  #sweepAt = FEWEST_KEYS;

  constructor(of: {
    readonly settings: Settings;
    readonly incarnation: number;
    readonly now: Tick;
    readonly speak: (acknowledgement: Acknowledgement, effects: Effects) => void;
  }) {
    this.#settings = of.settings;
    this.#speak = of.speak;
    const mayHaveLent = of.settings.cacheCoherence === 'lease' && of.incarnation > 1;
    this.#silentUntil = mayHaveLent ? this.#endOfLease(of.now) : (0 as Tick);
  }

  /** It may answer questions about keys. */
  speaks(now: Tick): boolean {
    return now >= this.#silentUntil;
  }

  /** Somebody may be told what this replica held before it took something newer. */
  isLending(now: Tick): boolean {
    if (this.#settings.cacheCoherence !== 'lease') return false;
    if (!this.speaks(now) || this.#recalls.size > 0) return true;
    for (const sharers of this.#sharers.values())
      for (const until of sharers.values()) if (until > now) return true;
    return false;
  }

  /**
   * Remembers that somebody gets a copy.
   * @param isSettled nothing newer is being written here, and no change of the ring is pending
   * @returns whether it will be told of changes
   */
  lend(to: NodeId, key: Key, isSettled: boolean, now: Tick): boolean {
    const { cacheCoherence, cacheTtlTicks } = this.#settings;
    if (!hasSharers(cacheCoherence)) return false;
    // What is about to be replaced was announced before anybody could know of this copy.
    if (!isSettled || this.#recalls.has(key)) return false;
    const isLease = cacheCoherence === 'lease';
    this.#sweep(now);
    const sharers = this.#sharers.get(key) ?? new Map<NodeId, Tick>();
    sharers.set(to, isLease ? this.#endOfLease(now) : ((now + cacheTtlTicks) as Tick));
    this.#sharers.set(key, sharers);
    return true;
  }

  /** A newer record was taken, and is not durable yet. */
  taken({ key, version }: StoredRecord, now: Tick, effects: Effects): void {
    const { cacheCoherence } = this.#settings;
    if (cacheCoherence !== 'invalidate' && cacheCoherence !== 'lease') return;
    const sharers = this.#release(key, now);
    if (sharers.size === 0) return;
    for (const to of sharers.keys()) effects.send(to, { kind: 'revoke', key, version });
    if (cacheCoherence === 'invalidate') return;
    this.#recalls.set(key, { version, holders: sharers, waiting: [] });
    this.#wind(now, effects);
  }

  /** A newer record is durable. */
  kept(record: StoredRecord, now: Tick, effects: Effects): void {
    if (this.#settings.cacheCoherence !== 'update') return;
    const { key, version } = record;
    for (const [to, until] of this.#sharers.get(key) ?? [])
      if (until > now) effects.send(to, { kind: 'revoke', key, version, record });
  }

  /** A holder has given back what it had from here before it was told of this version. */
  revoked(from: NodeId, { key, version }: Extract<Message, { kind: 'revoked' }>, effects: Effects): void {
    const recall = this.#recalls.get(key);
    if (recall === undefined || compareVersion(version, recall.version) < 0) return;
    recall.holders.delete(from);
    this.#end(key, recall, effects);
  }

  /** Keeps back what is said of a key whose copies are being recalled. @returns whether it does */
  keepsBack(acknowledgement: Acknowledgement): boolean {
    for (const key of acknowledgement.keys ?? []) {
      const recall = this.#recalls.get(key);
      if (recall === undefined) continue;
      recall.waiting.push(acknowledgement);
      return true;
    }
    return false;
  }

  /** Waits no longer for leases that are over, and asks again for the others. */
  elapsed(request: RequestId, now: Tick, effects: Effects): void {
    if (request !== -1) return;
    for (const [key, recall] of [...this.#recalls]) {
      for (const [holder, until] of [...recall.holders]) {
        if (until <= now) {
          recall.holders.delete(holder);
          effects.note({ kind: 'lease-waited-out', key, holder });
        } else effects.send(holder, { kind: 'revoke', key, version: recall.version });
      }
      this.#end(key, recall, effects);
    }
    this.#wind(now, effects);
  }

  #end(key: Key, { holders, waiting }: Recall, effects: Effects): void {
    if (holders.size > 0) return;
    this.#recalls.delete(key);
    for (const acknowledgement of waiting) this.#speak(acknowledgement, effects);
  }

  #wind(now: Tick, effects: Effects): void {
    if (this.#recalls.size === 0) return effects.cancelTimer(ALARM);
    let next = Math.ceil(this.#settings.leaseTicks / RECALLS_IN_A_LEASE);
    for (const { holders } of this.#recalls.values())
      for (const until of holders.values()) next = Math.min(next, until - now);
    effects.setTimer(ALARM, Math.max(1, next) as Ticks);
  }

  /** Those whose time is not over; none of them is remembered. */
  #release(key: Key, now: Tick): Map<NodeId, Tick> {
    const sharers = this.#sharers.get(key);
    this.#sharers.delete(key);
    return new Map([...(sharers ?? [])].filter(([, until]) => until > now));
  }

  /** Each key that is added pays for looking at one. */
  #sweep(now: Tick): void {
    if (this.#sharers.size < this.#sweepAt) return;
    for (const [key, sharers] of this.#sharers)
      if ([...sharers.values()].every((until) => until <= now)) this.#sharers.delete(key);
    this.#sweepAt = Math.max(FEWEST_KEYS, 2 * this.#sharers.size);
  }

  #endOfLease(now: Tick): Tick {
    const { leaseTicks, leaseMarginTicks } = this.#settings;
    return (now + leaseTicks + leaseMarginTicks) as Tick;
  }
}
