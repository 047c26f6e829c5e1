import type { Effects } from '../effect.ts';
import type { Key, NodeId, RequestId } from '../ids.ts';
import type { Message } from '../message.ts';
import type { Operation } from '../operation.ts';
import type { StoredRecord } from '../record.ts';
import { answer, outcomeOfRead } from '../replication/answer.ts';
import { electorateOf } from '../replication/electorate.ts';
import { meantFor } from '../replication/lives.ts';
import type { RingView } from '../ring/ring-view.ts';
import type { Settings } from '../settings.ts';
import type { Tick, Ticks } from '../time.ts';
import { after } from '../time.ts';
import { timer } from '../timer.ts';
import { compareVersion } from '../version.ts';
import { hasSharers, serves } from './coherence.ts';
import { Lru } from './lru.ts';
import type { Copy } from './prefetcher.ts';
import { Prefetcher } from './prefetcher.ts';
import type { Found } from './question.ts';
import { Question } from './question.ts';

/** The part of an operation's time, of four, that a question of the cache may take before an ordinary read begins. */
const FIRST_PART = 4;
/** Bytes of a copy besides those of its key and value. */
const FRAME_BYTES = 64;
/** Keys that one node tells another to begin with. */
const HOT_KEYS = 64;
/** Prefetches under way at once. */
const MOST_PREFETCHES = 64;

export interface CacheParts {
  readonly id: NodeId;
  readonly incarnation: number;
  readonly settings: Settings;
  readonly view: RingView;
  /** An ordinary read. */
  readonly ask: (request: RequestId, operation: Operation, now: Tick, effects: Effects) => void;
}

/**
 * The copies that one node keeps as a coordinator. A read finds a copy that may still be told, or asks the replicas for one;
 * what they do not agree on, or not in time, goes the way of any read.
 */
export class Cache {
  readonly #parts: CacheParts;
  readonly #copies: Lru<Key, Copy<StoredRecord>>;
  readonly #questions = new Map<RequestId, Question>();
  readonly #prefetcher: Prefetcher;
  /** Prefetches count down from −2. */
  #ownNumber = -1;
  #isWarm = false;

  constructor(parts: CacheParts) {
    const { cacheCoherence, cacheEntries, cacheBytes, cachePrefetch } = parts.settings;
    this.#parts = parts;
    this.#copies = new Lru({ entries: cacheEntries, bytes: cacheBytes });
    this.#prefetcher = new Prefetcher(parts.settings);
    this.#isWarm = cachePrefetch !== 'warm-start' || cacheCoherence === 'validate';
  }

  /** @returns false where the read is none of a cache's business */
  read(request: RequestId, operation: Operation, now: Tick, effects: Effects): boolean {
    const { settings } = this.#parts;
    const { key } = operation;
    if (!serves(settings.cacheCoherence, operation.level ?? settings.level)) return false;
    const copy = this.#copies.use(key);
    const isHit = copy !== undefined && now < copy.until;
    const wanted = this.#prefetcher.wanted(key, isHit ? copy : undefined, now);
    if (isHit) this.#hit(request, operation, copy, effects);
    else if (!this.#ask(request, key, operation, now, effects)) return false;
    for (const next of wanted) this.#prefetch(next, next === key, now, effects);
    if (!this.#isWarm) this.#warm(effects);
    return true;
  }

  /** This node is about to write: its own clients must not be told what was there before. */
  written(key: Key): void {
    this.#forget(key);
  }

  lent(from: NodeId, message: Extract<Message, { kind: 'lent' }>, now: Tick, effects: Effects): void {
    const question = this.#questions.get(message.question);
    if (question === undefined || message.incarnation !== this.#parts.incarnation) return;
    const found = question.take(from, message);
    if (found !== undefined) this.#found(question, found, effects);
    else if (question.isOver((replica) => this.#parts.view.isSuspected(replica)))
      this.#giveUp(question, now, effects);
  }

  /** A replica has taken something newer, and may send it. */
  revoke(from: NodeId, message: Extract<Message, { kind: 'revoke' }>, effects: Effects): void {
    const { key, version, record } = message;
    for (const question of this.#questions.values()) if (question.key === key) question.isOutdated = true;
    const copy = this.#copies.peek(key);
    const isOlder =
      copy !== undefined && (copy.record === undefined || compareVersion(copy.record.version, version) < 0);
    if (isOlder && record !== undefined) this.#put(key, { ...copy, record }, effects);
    else if (isOlder) this.#copies.delete(key);
    if (this.#parts.settings.cacheCoherence === 'lease')
      effects.send(from, { kind: 'revoked', key, version });
  }

  /** What this node was asked for lately. */
  tellHotKeys(to: NodeId, effects: Effects): void {
    effects.send(to, { kind: 'hot-keys', keys: this.#copies.newest(HOT_KEYS) });
  }

  heatUp(keys: readonly Key[], now: Tick, effects: Effects): void {
    for (const key of keys) this.#prefetch(key, false, now, effects);
  }

  /** The replicas have not answered in time. */
  expire(request: RequestId, now: Tick, effects: Effects): void {
    const question = this.#questions.get(request);
    if (question !== undefined) this.#giveUp(question, now, effects);
  }

  /** Keys may have other replicas now. */
  restart(now: Tick, effects: Effects): void {
    this.#copies.clear();
    for (const question of [...this.#questions.values()]) this.#giveUp(question, now, effects);
  }

  #hit(request: RequestId, operation: Operation, copy: Copy<StoredRecord>, effects: Effects): void {
    copy.prefetched = false;
    const { record } = copy;
    answer(
      { request, operation, replicas: [], cached: true },
      outcomeOfRead(record),
      record?.version,
      effects,
    );
  }

  #found(question: Question, { record, lent }: Found, effects: Effects): void {
    const { number, operation, electorate } = question;
    this.#questions.delete(number);
    effects.cancelTimer(timer('operation', number));
    const { cacheCoherence } = this.#parts.settings;
    if (lent || (!hasSharers(cacheCoherence) && !question.isOutdated)) this.#keep(question, record, effects);
    if (operation === undefined) return;
    const { replicas } = electorate;
    answer({ request: number, operation, replicas }, outcomeOfRead(record), record?.version, effects);
  }

  #keep({ key, asked, operation }: Question, record: StoredRecord | undefined, effects: Effects): void {
    const { cacheCoherence, cacheTtlTicks, leaseTicks } = this.#parts.settings;
    const before = this.#copies.peek(key)?.record?.version;
    if (before !== undefined && (record === undefined || compareVersion(record.version, before) < 0)) return;
    const life = cacheCoherence === 'lease' ? leaseTicks : cacheCoherence === 'validate' ? 0 : cacheTtlTicks;
    const prefetched = operation === undefined;
    this.#put(key, { record, asked, until: after(asked, life as Ticks), prefetched }, effects);
    effects.note({ kind: 'copy-kept', key, prefetched });
  }

  #put(key: Key, copy: Copy<StoredRecord>, effects: Effects): void {
    const bytes = FRAME_BYTES + key.length + (copy.record?.value?.length ?? 0);
    for (const gone of this.#copies.put(key, copy, bytes)) effects.note({ kind: 'copy-evicted', key: gone });
  }

  #forget(key: Key): void {
    this.#copies.delete(key);
    for (const question of this.#questions.values()) if (question.key === key) question.isOutdated = true;
  }

  /** @param again also where a copy may still be told */
  #prefetch(key: Key, again: boolean, now: Tick, effects: Effects): void {
    const copy = this.#copies.peek(key);
    if (!again && copy !== undefined && now < copy.until) return;
    const own = [...this.#questions.values()].filter(({ operation }) => operation === undefined);
    if (own.length >= MOST_PREFETCHES || own.some((question) => question.key === key)) return;
    this.#ownNumber -= 1;
    this.#ask(this.#ownNumber as RequestId, key, undefined, now, effects);
  }

  #ask(number: RequestId, key: Key, operation: Operation | undefined, now: Tick, effects: Effects): boolean {
    const { view, settings, incarnation } = this.#parts;
    const electorate = electorateOf(view, key, 'majority');
    if (electorate.isLost([])) return false;
    const known = this.#copies.peek(key)?.record;
    this.#questions.set(number, new Question({ number, key, asked: now, electorate, operation, known }));
    effects.setTimer(
      timer('operation', number),
      Math.ceil(settings.operationTimeoutTicks / FIRST_PART) as Ticks,
    );
    const message: Message = {
      ...{ kind: 'borrow', question: number, incarnation, key },
      ...(operation === undefined ? {} : { isRead: true }),
      ...(known === undefined ? {} : { known: known.version }),
      ...meantFor(electorate.replicas, view, settings),
    };
    for (const replica of electorate.replicas) effects.send(replica, message);
    return true;
  }

  #giveUp({ number, operation }: Question, now: Tick, effects: Effects): void {
    this.#questions.delete(number);
    effects.cancelTimer(timer('operation', number));
    if (operation !== undefined) this.#parts.ask(number, operation, now, effects);
  }

  /** Asks one member, the next by number, what it is asked for. */
  #warm(effects: Effects): void {
    const { id, view } = this.#parts;
    const present = view.others.filter((node) => view.isPresent(node));
    const peer = present.find((node) => node > id) ?? present[0];
    if (peer === undefined) return;
    this.#isWarm = true;
    effects.send(peer, { kind: 'hot-keys-wanted' });
  }
}
