import type { Journal } from '../durability/journal.ts';
import type { Effects } from '../effect.ts';
import type { Key, NodeId } from '../ids.ts';
import type { Message, Offered, SliceList, TreeHash } from '../message.ts';
import type { StoredRecord } from '../record.ts';
import type { Guard } from '../replication/standing.ts';
import type { Store } from '../replication/store.ts';
import type { VersionClock } from '../replication/version-clock.ts';
import type { RingView } from '../ring/ring-view.ts';
import type { Settings } from '../settings.ts';
import type { Tick } from '../time.ts';
import { ticks } from '../time.ts';
import { timer } from '../timer.ts';
import type { Version } from '../version.ts';
import { compareVersion } from '../version.ts';
import { Company } from './company.ts';
import { Expiry } from './expiry.ts';
import { Floors } from './floors.ts';
import { sliceAt } from './hash-tree.ts';
import type { Finding } from './purge.ts';
import { Purge } from './purge.ts';
import { Round } from './round.ts';
import { SharedTrees } from './shared-trees.ts';
import type { Stabilizer } from './stabilizer.ts';

const ANTI_ENTROPY = timer('anti-entropy');
/** Entries in one answer; one slice is told in any case. */
const TOLD_AT_ONCE = 1024;
/** Records asked for in one message. */
const WANTED_AT_ONCE = 256;

/** What it works on. */
export interface Repaired {
  readonly view: RingView;
  readonly journal: Journal;
  readonly store: Store;
  readonly clock: VersionClock;
  readonly stabilizer: Stabilizer;
  /** Which of these records are not on their way already. */
  readonly wanting: (entries: readonly Offered[], now: Tick) => readonly Offered[];
}

/**
 * Compares what this node holds with every other member in turn, each once in a cycle of `antiEntropyIntervalTicks`.
 * Whoever begins a round asks; who is asked answers from what it holds then and remembers nothing. What one lacks it
 * asks for; what the other lacks is offered until it is held.
 * Source: DeCandia et al., Dynamo, SOSP 2007, §4.7.
 */
export class AntiEntropy {
  readonly #self: NodeId;
  readonly #settings: Settings;
  readonly #view: RingView;
  readonly #store: Store;
  readonly #journal: Journal;
  readonly #clock: VersionClock;
  readonly #stabilizer: Stabilizer;
  readonly #wanting: Repaired['wanting'];
  readonly #trees: SharedTrees;
  readonly #company: Company;
  readonly #floors: Floors;
  readonly #purge: Purge;
  readonly #expiry: Expiry;
  readonly #rounds = new Map<NodeId, Round>();
  /** Of the last whole round with each member in the present ring. */
  readonly #findings = new Map<NodeId, Finding>();
  /** The highest counter that was appended. */
  #kept = 0;
  #questions = 0;
  #last = 0;

  constructor(self: NodeId, settings: Settings, parts: Repaired) {
    const { view, journal, store, clock } = parts;
    this.#self = self;
    this.#settings = settings;
    this.#view = view;
    this.#journal = journal;
    this.#store = store;
    this.#clock = clock;
    this.#stabilizer = parts.stabilizer;
    this.#wanting = parts.wanting;
    this.#trees = new SharedTrees(self, view, store);
    this.#company = new Company(view, journal, settings.agreedRing === 1);
    this.#floors = new Floors(self, settings, this.#company, journal.state);
    this.#purge = new Purge(settings, store, this.#floors);
    this.#expiry = new Expiry(self, view, store, parts.stabilizer);
    for (const key of store.keys()) this.#changed(key, undefined, store.get(key));
    store.watch((key, before, after) => this.#changed(key, before, after));
  }

  start(effects: Effects): void {
    this.#company.meet(this.#self, effects);
    this.#company.look();
    this.#wait(effects);
  }

  #changed(key: Key, before: StoredRecord | undefined, after: StoredRecord | undefined): void {
    this.#trees.changed(key, before, after);
    this.#purge.changed(key, after);
    this.#expiry.changed(key, after);
  }

  /** What the replica of this node must refuse. */
  get guard(): Guard {
    return { floorOf: (entry) => this.#floors.against(entry) };
  }

  /** A member joined, for the first time or again. */
  meet(member: NodeId, effects: Effects): void {
    if (this.#company.meet(member, effects)) this.#floors.clear();
  }

  /** Whether a round with that member was finished in this life and this ring: what it purged is not held here any more. */
  hasCompared(member: NodeId): boolean {
    return this.#findings.has(member);
  }

  /** What was found is no longer about the same keys. */
  ringChanged(): void {
    this.#findings.clear();
  }

  /** Another epoch is in effect: keys have other owners, who know of no floor. */
  epochChanged(): void {
    this.#company.renew();
    this.#floors.clear();
    this.ringChanged();
  }

  /** Repeats what was not answered, and begins a round with the next member. */
  elapsed(now: Tick, effects: Effects): void {
    for (const round of [...this.#rounds.values()]) {
      const patience = round.patience(now, this.#settings.offerRetryTicks);
      if (patience === 'give up' || !this.#view.isMember(round.peer)) this.#rounds.delete(round.peer);
      else if (patience === 'ask again') this.#ask(round, now, effects);
    }
    this.#company.look();
    this.#expiry.elapsed(now, effects);
    this.#purge.elapsed(() => (this.#isSettled ? this.#findingsOfAll() : undefined), now, effects);
    const peer = this.#next();
    if (peer !== undefined && !this.#rounds.has(peer)) {
      const round = new Round(peer, now);
      this.#rounds.set(peer, round);
      this.#ask(round, now, effects);
    }
    this.#wait(effects);
  }

  compare(from: NodeId, message: Extract<Message, { kind: 'compare' }>, effects: Effects): void {
    const { round, ring, counter } = message;
    this.#clock.observeCounter(counter);
    const nodes: TreeHash[] = [];
    const slices: SliceList[] = [];
    const left: number[] = [];
    // Who sees another ring shares other keys: there is nothing to compare until the views agree.
    const comparable = ring === this.#view.fingerprint;
    const tree = this.#trees.with(from);
    let told = 0;
    for (const hash of comparable ? message.nodes : []) {
      if (tree.isSame(hash)) continue;
      const slice = sliceAt(hash.at);
      if (slice === undefined) nodes.push(...tree.childrenOf(hash.at));
      else if (told >= TOLD_AT_ONCE) left.push(hash.at);
      else {
        const entries = this.#trees.entries(slice, from);
        told += entries.length;
        slices.push(withFloor({ slice, entries }, this.#floors.of(slice)));
      }
    }
    const settled = this.#isSettled;
    const own = this.#standing;
    this.#keepCounter(effects);
    const said = { ring: own.ring, counter: own.counter, settled, nodes, slices, left };
    this.#journal.acknowledge({ to: from, message: { kind: 'compared', round, ...said } }, effects);
  }

  /** The counter of an answer is what the asker's floors rest on: a later life must know it too before the answer leaves. */
  #keepCounter(effects: Effects): void {
    const { counter } = this.#clock;
    if (counter <= Math.max(this.#kept, this.#journal.state.counter)) return;
    this.#kept = counter;
    this.#journal.append({ kind: 'counter', counter }, effects);
  }

  compared(from: NodeId, message: Extract<Message, { kind: 'compared' }>, now: Tick, effects: Effects): void {
    this.#clock.observeCounter(message.counter);
    const round = this.#rounds.get(from);
    if (round === undefined || round.question !== message.round) return;
    if (message.ring !== this.#view.fingerprint) {
      this.#rounds.delete(from);
      return;
    }
    const tree = this.#trees.with(from);
    const differing = message.nodes.filter((hash) => !tree.isSame(hash)).map(({ at }) => at);
    for (const list of message.slices)
      if (!this.#reconcile(from, list, now, effects)) round.unlike.add(list.slice);
    round.answered([...differing, ...message.left]);
    if (round.isOver) this.#finish(round, message.settled);
    else this.#ask(round, now, effects);
  }

  #finish({ peer, begunAt, unlike }: Round, settled: boolean): void {
    this.#rounds.delete(peer);
    this.#findings.set(peer, { begunAt, settled, unlike });
  }

  /**
   * Asks for what is older or missing here, offers what is older or missing there, and lets go of what was purged there.
   * @returns whether there was nothing to do
   */
  #reconcile(peer: NodeId, { slice, entries, floor }: SliceList, now: Tick, effects: Effects): boolean {
    const theirs = new Map(entries.map((entry) => [entry.key, entry]));
    const ahead: Key[] = [];
    let alike = true;
    for (const { key, version } of this.#trees.entries(slice, peer)) {
      const told = theirs.get(key);
      const purged = told === undefined && isCovered(version, floor) && this.#floors.speaksOf(key, peer);
      if (purged) alike = this.#letGo(key, effects) && alike;
      else if (told === undefined || compareVersion(version, told.version) > 0) ahead.push(key);
    }
    const behind = entries.filter((entry) => {
      const record = this.#store.newest(entry.key);
      if (record === undefined) return this.#floors.against(entry) === undefined;
      return compareVersion(record.version, entry.version) < 0;
    });
    this.#stabilizer.offer(peer, ahead, now, effects);
    this.#want(peer, this.#wanting(behind, now), effects);
    return alike && ahead.length === 0 && behind.length === 0;
  }

  /**
   * What was purged elsewhere is a tombstone, whose turn comes here too, or a value that such a tombstone had deleted.
   * @returns whether it is a tombstone
   */
  #letGo(key: Key, effects: Effects): boolean {
    const record = this.#store.get(key);
    if (record === undefined || record.value === null) return true;
    // It is about to be replaced: what replaces it may be acknowledged as soon as it is durable.
    if (this.#store.newest(key) !== record) return false;
    effects.note({ kind: 'value-refuted', key, version: record.version });
    this.#store.drop(key, effects);
    return false;
  }

  get #isSettled(): boolean {
    return this.#company.isWhole && this.#stabilizer.isQuiet && this.#journal.state.lost.size === 0;
  }

  #findingsOfAll(): ReadonlyMap<NodeId, Finding> | undefined {
    return this.#view.others.every((member) => this.#findings.has(member)) ? this.#findings : undefined;
  }

  get #standing(): { readonly ring: number; readonly counter: number } {
    return { ring: this.#view.fingerprint, counter: this.#clock.counter };
  }

  #want(peer: NodeId, entries: readonly Offered[], effects: Effects): void {
    for (let first = 0; first < entries.length; first += WANTED_AT_ONCE) {
      const wanted = entries.slice(first, first + WANTED_AT_ONCE);
      effects.send(peer, { kind: 'offered', held: [], wanted });
    }
  }

  #ask(round: Round, now: Tick, effects: Effects): void {
    const tree = this.#trees.with(round.peer);
    if (round.isAnswered) this.#questions += 1;
    const nodes = round.ask(this.#questions, now).map((at) => tree.hashAt(at));
    const { ring, counter } = this.#standing;
    effects.send(round.peer, { kind: 'compare', round: round.question, ring, counter, nodes });
  }

  /** The member after the one that was asked last, in order of identity. */
  #next(): NodeId | undefined {
    const others = this.#view.others;
    const next = others.find((member) => member > this.#last) ?? others[0];
    this.#last = next ?? 0;
    return next;
  }

  /** So that every member has its turn within a cycle. */
  #wait(effects: Effects): void {
    const { antiEntropyIntervalTicks, offerRetryTicks } = this.#settings;
    const pause = Math.floor(antiEntropyIntervalTicks / Math.max(1, this.#view.others.length));
    // Who has lost records does not serve before it has compared: it is in a hurry.
    const soon = this.#journal.state.lost.size > 0 ? Math.min(pause, offerRetryTicks) : pause;
    effects.setTimer(ANTI_ENTROPY, ticks(Math.max(1, soon)));
  }
}

function isCovered(version: Version, floor: Version | undefined): boolean {
  return floor !== undefined && compareVersion(version, floor) <= 0;
}

function withFloor(list: SliceList, floor: Version | undefined): SliceList {
  return floor === undefined ? list : { floor, ...list };
}
