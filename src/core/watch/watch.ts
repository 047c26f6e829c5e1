import type { Effects } from '../effect.ts';
import type { Key, NodeId, RequestId } from '../ids.ts';
import type { Message, Offered } from '../message.ts';
import { electorateOf } from '../replication/electorate.ts';
import type { RingView } from '../ring/ring-view.ts';
import type { Settings } from '../settings.ts';
import { timer } from '../timer.ts';
import { Checkpoint } from './checkpoint.ts';
import type { Confirmed } from './poll.ts';
import { Poll } from './poll.ts';
import { ToldVersions } from './told-versions.ts';
import type { Cursor, Position, Selection } from './watch-event.ts';

/** Keys that a member names at once, and that may wait here before members are asked for more. */
const NAMED_AT_ONCE = 64;
/** Keys that replicas are asked about at once. */
const POLLED_AT_ONCE = 16;
const UNHEARD: Cursor = { incarnation: 0, upTo: 0 };

/** What a client wants of a watch. */
export interface WatchOptions {
  /** Names the watch at this node; no request has the same number. */
  readonly watch: RequestId;
  readonly selection: Selection;
  /** Events that may be told before the client asks for more. */
  readonly credit: number;
  /** Where an earlier watch of the same selection got to, at whatever node; from the beginning where it is absent. */
  readonly after?: Position;
  /** What the client knows already: these versions and older ones are not told. The first `watchMemoryKeys` of them count. */
  readonly known?: readonly Offered[];
}

/**
 * One watch at its coordinator. Members name keys that have changed; a poll of their replicas confirms what is told; and a
 * poll takes place only when the client has room for what comes of it. What waits is names, one for each key: however
 * often a key changes meanwhile, its newest version is found in the end, and those in between are skipped.
 */
export class Watch {
  readonly #options: WatchOptions;
  readonly #settings: Settings;
  readonly #view: RingView;
  readonly #told: ToldVersions;
  /** How far each member has been heard. */
  readonly #cursors: Map<NodeId, Cursor>;
  /** Members that are to be asked for more, as soon as there is room. */
  readonly #waiting = new Set<NodeId>();
  /** Named, and to be polled. */
  readonly #named = new Set<Key>();
  /** Polled without a result: they wait for the next interval. */
  readonly #open = new Set<Key>();
  #poll: Poll | undefined;
  #polls = 0;
  #credit: number;
  #checkpoint: Checkpoint | undefined;
  /** Something was named since the last checkpoint. */
  #hasMoved = false;

  constructor(options: WatchOptions, parts: { readonly settings: Settings; readonly view: RingView }) {
    this.#options = options;
    this.#settings = parts.settings;
    this.#view = parts.view;
    this.#credit = options.credit;
    this.#told = new ToldVersions(parts.settings.watchMemoryKeys, options.known ?? []);
    this.#cursors = new Map((options.after ?? []).map(({ member, ...cursor }) => [member, cursor]));
  }

  /** Asks everybody, and again for what was not answered: whatever was lost is made up for within an interval. */
  elapsed(effects: Effects): void {
    effects.setTimer(timer('operation', this.#options.watch), this.#settings.watchIntervalTicks);
    this.#giveUpPoll();
    for (const key of this.#open) this.#named.add(key);
    this.#open.clear();
    for (const member of this.#view.members) this.#waiting.add(member as NodeId);
    this.#advance(effects);
  }

  /** The client has room for so many events more. */
  want(more: number, effects: Effects): void {
    this.#credit += more;
    this.#advance(effects);
  }

  followed(from: NodeId, message: Extract<Message, { kind: 'followed' }>, effects: Effects): void {
    const { incarnation, after, upTo, changed } = message;
    const cursor = this.#cursorOf(from);
    // Anything else answers an earlier question, or comes from an earlier life.
    const isNext =
      incarnation === cursor.incarnation ? after === cursor.upTo : incarnation > cursor.incarnation;
    if (!isNext) return;
    this.#cursors.set(from, { incarnation, upTo });
    for (const { key, version } of changed) {
      this.#hasMoved = true;
      if (this.#told.has(key, version)) continue;
      this.#named.add(key);
      this.#open.delete(key);
    }
    this.#waiting.add(from);
    this.#advance(effects);
  }

  peeked(from: NodeId, message: Extract<Message, { kind: 'peeked' }>, effects: Effects): void {
    if (message.poll !== this.#poll?.number) return;
    for (const confirmed of this.#poll.take(from, message.records, message.nothing))
      this.#settle(confirmed, effects);
    if (!this.#poll.isOver((replica) => this.#view.isSuspected(replica))) return;
    this.#giveUpPoll();
    this.#advance(effects);
  }

  /** Another epoch is in effect: keys may have other replicas. */
  restart(effects: Effects): void {
    this.elapsed(effects);
  }

  /** Members are not asked for more than can be kept. */
  #follow(effects: Effects): void {
    const { watch, selection } = this.#options;
    for (const member of this.#waiting) {
      if (this.#named.size + this.#open.size >= NAMED_AT_ONCE) return;
      this.#waiting.delete(member);
      const { incarnation, upTo } = this.#cursorOf(member);
      const question = { watch, selection, incarnation, after: upTo, limit: NAMED_AT_ONCE };
      effects.send(member, { kind: 'follow', ...question });
    }
  }

  #cursorOf(member: NodeId): Cursor {
    return this.#cursors.get(member) ?? UNHEARD;
  }

  #giveUpPoll(): void {
    for (const key of this.#poll?.open ?? []) this.#open.add(key);
    this.#poll = undefined;
  }

  /** Tells what is confirmed, unless the client knows it. */
  #settle({ key, record }: Confirmed, effects: Effects): void {
    this.#open.delete(key);
    if (!this.#named.has(key)) this.#checkpoint?.settled(key);
    const version = record?.version;
    if (version !== undefined && this.#told.has(key, version)) return;
    if (version === undefined) this.#told.forget(key);
    else this.#told.tell(key, version);
    this.#credit -= 1;
    const value = record?.value ?? null;
    effects.deliver(this.#options.watch, { kind: 'changed', key, value, version });
  }

  #advance(effects: Effects): void {
    this.#begin(effects);
    this.#follow(effects);
    this.#mark(effects);
  }

  /** One poll at a time, of no more keys than may be told. */
  #begin(effects: Effects): void {
    if (this.#poll !== undefined || this.#named.size === 0 || this.#credit === 0) return;
    const keys = [...this.#named].slice(0, Math.min(this.#credit, POLLED_AT_ONCE));
    for (const key of keys) this.#named.delete(key);
    this.#polls += 1;
    this.#poll = new Poll(this.#polls, keys, (key) => electorateOf(this.#view, key, 'quorum'));
    const { watch } = this.#options;
    for (const [replica, asked] of this.#poll.questions())
      effects.send(replica, { kind: 'peek', watch, poll: this.#polls, keys: asked });
  }

  /** Says how far everything has been told, and looks for the next such place. */
  #mark(effects: Effects): void {
    if (this.#checkpoint?.isReached === true) {
      const { position } = this.#checkpoint;
      effects.deliver(this.#options.watch, { kind: 'reached', position });
      this.#checkpoint = undefined;
    }
    if (this.#checkpoint !== undefined || !this.#hasMoved) return;
    this.#hasMoved = false;
    const left = [...this.#named, ...this.#open, ...(this.#poll?.open ?? [])];
    this.#checkpoint = new Checkpoint(this.#position, left);
    if (left.length === 0) this.#mark(effects);
  }

  get #position(): Position {
    return Array.from(this.#cursors, ([member, cursor]) => ({ member, ...cursor }))
      .filter(({ member }) => this.#view.isMember(member))
      .sort((a, b) => a.member - b.member);
  }
}
