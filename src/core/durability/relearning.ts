import type { Effects } from '../effect.ts';
import type { Key, NodeId } from '../ids.ts';
import type { Message } from '../message.ts';
import type { Store } from '../replication/store.ts';
import type { RingView } from '../ring/ring-view.ts';
import type { Settings } from '../settings.ts';
import type { Tick } from '../time.ts';
import { timer } from '../timer.ts';
import type { Version } from '../version.ts';
import { compareVersion } from '../version.ts';
import type { Journal } from './journal.ts';

const RELEARN = timer('relearn');

type Recalled = Extract<Message, { kind: 'recalled' }>;

/**
 * What a replica does that has lost durable entries: it does not vouch for the keys they may have been about, and asks
 * the other owners what it should hold.
 *
 * It may have acknowledged a write that it knows nothing of now. Until so many other owners of a key have told it all
 * they hold that one of them must know of each such write (N − W + 1 of them), it answers neither reads nor writes of
 * that key: as if it were down, not as if nothing had been written. Copies it takes, and says so. An acknowledgement of its
 * earlier life that is still to be counted comes together with none of an owner that has told (`telling.ts`). It begins to
 * ask when most coordinators have heard of its new life: those that have not get no answer from who has told.
 * Source: Michael et al., "Recovering shared objects without stable storage", DISC 2017.
 */
export class Relearning {
  readonly #self: NodeId;
  readonly #incarnation: number;
  readonly #settings: Settings;
  readonly #view: RingView;
  readonly #store: Store;
  readonly #journal: Journal;
  /** Whether what that member has purged is gone here too. */
  readonly #hasCompared: (member: NodeId) => boolean;
  /** Brings a key's register to its end, and says so. */
  readonly #settle: (key: Key, now: Tick, effects: Effects, then: () => void) => void;
  readonly #settled = new Set<Key>();
  /** Members whose every record for us is held here, durably. */
  readonly #told = new Set<NodeId>();
  /** The members that each of them knows. */
  readonly #members = new Map<NodeId, readonly NodeId[]>();
  /** Up to where each other member has told us. */
  readonly #after = new Map<NodeId, Key>();
  /** What each of them told last, until all of it is held: a later answer would always be ahead of us. */
  readonly #pages = new Map<NodeId, Recalled & { readonly lacking: number }>();
  #finished = false;

  constructor(of: {
    readonly id: NodeId;
    readonly incarnation: number;
    readonly settings: Settings;
    readonly view: RingView;
    readonly store: Store;
    readonly journal: Journal;
    readonly hasCompared: (member: NodeId) => boolean;
    readonly settle: (key: Key, now: Tick, effects: Effects, then: () => void) => void;
  }) {
    this.#self = of.id;
    this.#incarnation = of.incarnation;
    this.#settings = of.settings;
    this.#view = of.view;
    this.#store = of.store;
    this.#journal = of.journal;
    this.#hasCompared = of.hasCompared;
    this.#settle = of.settle;
  }

  /** Whether what this replica holds of a key is all that it ever acknowledged of it. */
  vouchesFor(key: Key): boolean {
    const { lost } = this.#journal.state;
    if (lost.size === 0 || this.#settings.vouchForWhole === 0) return true;
    if (!this.knowsRing) return false;
    if (!lost.has(key)) return true;
    if (this.#isOpen(key)) return false;
    const replicas = this.#view.replicasOf(key);
    const told = replicas.filter((replica) => this.#told.has(replica)).length;
    return told > replicas.length - this.#settings.quorum;
  }

  /** The same of all keys together, those among them that it may have forgotten. */
  get vouchesForAll(): boolean {
    return this.#settings.vouchForWhole === 0 || this.#journal.state.lost.size === 0;
  }

  /** Whether the ring can be relied on: a member may be among what was lost, where nobody knows what that was. */
  get knowsRing(): boolean {
    return this.#settings.vouchForWhole === 0 || !this.#journal.state.lost.has(undefined);
  }

  start(effects: Effects): void {
    if (this.#journal.state.lost.size > 0) effects.setTimer(RELEARN, this.#settings.operationTimeoutTicks);
  }

  /** Goes on with all who have not told everything. */
  elapsed(now: Tick, effects: Effects): void {
    if (this.#journal.state.lost.size === 0) return;
    for (const key of this.#openKeys) this.#settle(key, now, effects, () => this.#settled.add(key));
    for (const member of this.#others()) if (!this.#told.has(member)) this.#goOn(member, effects);
    this.#finish(effects);
    effects.setTimer(RELEARN, this.#settings.offerRetryTicks);
  }

  /** An owner has told a page of what should be held here. */
  recalled(from: NodeId, message: Recalled, effects: Effects): void {
    // Who does not see this node on its ring cannot tell what it should hold.
    if (!message.members.includes(this.#self)) return;
    if (message.after !== this.#after.get(from) || this.#told.has(from) || this.#pages.has(from)) return;
    this.#members.set(from, message.members);
    for (const { key, version } of message.promises) this.#promise(key, version, effects);
    this.#pages.set(from, { ...message, lacking: message.entries.length + 1 });
    this.#goOn(from, effects);
  }

  /** What others promised it may have promised with them: each ballot that had its promise has that of one who tells. */
  #promise(key: Key, ballot: Version, effects: Effects): void {
    const promised = this.#store.promisedTo(key);
    if (!this.#isLost(key) || (promised !== undefined && compareVersion(promised, ballot) >= 0)) return;
    this.#store.promise(key, ballot, effects);
  }

  #isLost(key: Key): boolean {
    const { lost } = this.#journal.state;
    return lost.has(key) || lost.has(undefined);
  }

  /**
   * Whether it holds what it may have been given since it promised something higher and forgot it: a proposer that was
   * told of less could be passed by. Then a majority of the others brings the key to its end in a ballot above, without
   * the vote of this replica, and whatever was proposed below is over.
   */
  #isOpen(key: Key): boolean {
    if (!this.#isLost(key) || this.#settled.has(key)) return false;
    const held = this.#store.newest(key);
    const promised = this.#store.promisedTo(key);
    return held !== undefined && promised !== undefined && compareVersion(held.version, promised) < 0;
  }

  /** Of the keys that this replica owns. */
  get #openKeys(): readonly Key[] {
    return this.#store
      .keys()
      .filter((key) => this.#isOpen(key) && this.#view.replicasOf(key).includes(this.#self));
  }

  /** Asks for what of the page is not held yet; where all of it is, for the next one. */
  #goOn(from: NodeId, effects: Effects): void {
    const page = this.#pages.get(from);
    const wanted = page?.entries.filter(({ key, version }) => {
      const held = this.#store.get(key);
      return held === undefined || compareVersion(held.version, version) < 0;
    });
    // No progress: what is still lacking may be gone there.
    if (page === undefined || wanted === undefined || wanted.length === page.lacking) {
      this.#pages.delete(from);
      effects.send(from, { kind: 'recall', after: this.#after.get(from), incarnation: this.#incarnation });
      return;
    }
    if (wanted.length > 0) {
      this.#pages.set(from, { ...page, lacking: wanted.length });
      effects.send(from, { kind: 'offered', held: [], wanted });
      return;
    }
    this.#pages.delete(from);
    if (page.upTo !== undefined) {
      this.#after.set(from, page.upTo);
      this.#goOn(from, effects);
    } else {
      this.#told.add(from);
      this.#finish(effects);
    }
  }

  /** Everybody who may own something: members of the ring as this node sees it, or as one of those who told sees it. */
  #others(): readonly NodeId[] {
    const all = new Set(this.#view.others);
    for (const members of this.#members.values()) for (const member of members) all.add(member);
    all.delete(this.#self);
    return [...all].sort((a, b) => a - b);
  }

  #finish(effects: Effects): void {
    // Who told must be in the ring by now, or what it owns would be looked for elsewhere.
    const isDone = (member: NodeId) =>
      this.#told.has(member) && this.#view.isMember(member) && this.#hasCompared(member);
    if (this.#told.size === 0 || this.#finished || !this.#others().every(isDone)) return;
    if (this.#openKeys.length > 0) return;
    this.#finished = true;
    effects.note({ kind: 'losses-relearned', members: this.#told.size });
    this.#journal.append({ kind: 'relearned', losses: this.#journal.state.losses }, effects);
  }
}
