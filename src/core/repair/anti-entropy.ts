import type { Effects } from '../effect.ts';
import type { Key, NodeId } from '../ids.ts';
import type { Message, Offered, SliceList, TreeHash } from '../message.ts';
import type { Replica } from '../replication/replica.ts';
import type { Store } from '../replication/store.ts';
import type { RingView } from '../ring/ring-view.ts';
import type { Settings } from '../settings.ts';
import type { Tick } from '../time.ts';
import { ticks } from '../time.ts';
import { timer } from '../timer.ts';
import { compareVersion } from '../version.ts';
import { sliceAt } from './hash-tree.ts';
import { Round } from './round.ts';
import { SharedTrees } from './shared-trees.ts';
import type { Stabilizer } from './stabilizer.ts';

const ANTI_ENTROPY = timer('anti-entropy');
/** Entries in one answer; one slice is told in any case. */
const TOLD_AT_ONCE = 1024;
/** Records asked for in one message. */
const WANTED_AT_ONCE = 256;

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
  readonly #replica: Replica;
  readonly #stabilizer: Stabilizer;
  readonly #trees: SharedTrees;
  readonly #rounds = new Map<NodeId, Round>();
  #begun = 0;
  #last = 0;

  constructor(
    self: NodeId,
    settings: Settings,
    parts: { view: RingView; store: Store; replica: Replica; stabilizer: Stabilizer },
  ) {
    this.#self = self;
    this.#settings = settings;
    this.#view = parts.view;
    this.#store = parts.store;
    this.#replica = parts.replica;
    this.#stabilizer = parts.stabilizer;
    this.#trees = new SharedTrees(self, parts.view, parts.store);
    parts.store.watch((key, before, after) => this.#trees.changed(key, before, after));
  }

  start(effects: Effects): void {
    this.#wait(effects);
  }

  /** Repeats what was not answered, and begins a round with the next member. */
  elapsed(now: Tick, effects: Effects): void {
    for (const round of [...this.#rounds.values()]) {
      const patience = round.patience(now, this.#settings.offerRetryTicks);
      if (patience === 'give up' || !this.#view.isMember(round.peer)) this.#rounds.delete(round.peer);
      else if (patience === 'ask again') this.#ask(round, now, effects);
    }
    const peer = this.#next();
    if (peer !== undefined && !this.#rounds.has(peer)) {
      this.#begun += 1;
      const round = new Round(this.#begun, peer, now);
      this.#rounds.set(peer, round);
      this.#ask(round, now, effects);
    }
    this.#wait(effects);
  }

  compare(from: NodeId, message: Extract<Message, { kind: 'compare' }>, effects: Effects): void {
    const { round, ring } = message;
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
        slices.push({ slice, entries });
      }
    }
    const answer = { kind: 'compared', round, ring: this.#view.fingerprint, nodes, slices, left } as const;
    effects.send(from, answer);
  }

  compared(from: NodeId, message: Extract<Message, { kind: 'compared' }>, now: Tick, effects: Effects): void {
    const round = this.#rounds.get(from);
    if (round === undefined || round.number !== message.round) return;
    if (message.ring !== this.#view.fingerprint) {
      this.#rounds.delete(from);
      return;
    }
    const tree = this.#trees.with(from);
    const differing = message.nodes.filter((hash) => !tree.isSame(hash)).map(({ at }) => at);
    for (const list of message.slices) this.#reconcile(from, list, now, effects);
    round.answered([...differing, ...message.left]);
    if (round.isOver) this.#rounds.delete(from);
    else this.#ask(round, now, effects);
  }

  /** Asks for what is older or missing here, offers what is older or missing there. */
  #reconcile(peer: NodeId, { slice, entries }: SliceList, now: Tick, effects: Effects): void {
    const theirs = new Map(entries.map((entry) => [entry.key, entry]));
    const ahead: Key[] = [];
    for (const { key, version } of this.#trees.entries(slice, peer)) {
      const told = theirs.get(key);
      if (told === undefined || compareVersion(version, told.version) > 0) ahead.push(key);
    }
    const behind = entries.filter(({ key, version }) => {
      const record = this.#store.newest(key);
      return record === undefined || compareVersion(record.version, version) < 0;
    });
    this.#stabilizer.offer(peer, ahead, now, effects);
    this.#want(peer, this.#replica.wanting(behind, now), effects);
  }

  #want(peer: NodeId, entries: readonly Offered[], effects: Effects): void {
    for (let first = 0; first < entries.length; first += WANTED_AT_ONCE) {
      const wanted = entries.slice(first, first + WANTED_AT_ONCE);
      effects.send(peer, { kind: 'offered', held: [], wanted });
    }
  }

  #ask(round: Round, now: Tick, effects: Effects): void {
    const tree = this.#trees.with(round.peer);
    const nodes = round.ask(now).map((at) => tree.hashAt(at));
    effects.send(round.peer, {
      kind: 'compare',
      round: round.number,
      ring: this.#view.fingerprint,
      nodes,
    });
  }

  /** The member after the one that was asked last, in order of identity. */
  #next(): NodeId | undefined {
    const others = this.#view.members.filter((member) => member !== this.#self);
    const next = others.find((member) => member > this.#last) ?? others[0];
    this.#last = next ?? 0;
    return next as NodeId | undefined;
  }

  /** So that every member has its turn within a cycle. */
  #wait(effects: Effects): void {
    const others = Math.max(1, this.#view.members.length - 1);
    const pause = Math.floor(this.#settings.antiEntropyIntervalTicks / others);
    effects.setTimer(ANTI_ENTROPY, ticks(Math.max(1, pause)));
  }
}
