import type { Effects } from '../effect.ts';
import type { NodeId, RequestId } from '../ids.ts';
import type { Message } from '../message.ts';
import type { Operation, Outcome } from '../operation.ts';
import { writtenValue } from '../operation.ts';
import type { StoredRecord } from '../record.ts';
import { isNewer } from '../record.ts';
import type { RingView } from '../ring/ring-view.ts';
import type { Settings } from '../settings.ts';
import type { Tick } from '../time.ts';
import { timer } from '../timer.ts';
import { compareVersion } from '../version.ts';
import { answer, outcomeOfRead } from './answer.ts';
import type { Asked } from './asked.ts';
import type { Electorate } from './electorate.ts';
import { electorateOf } from './electorate.ts';
import type { Meant } from './lives.ts';
import { meantFor } from './lives.ts';
import { newestOf } from './proposal.ts';
import type { ReadAnswer } from './quorum.ts';
import type { VersionClock } from './version-clock.ts';
import { writtenRecord } from './written-record.ts';

/** A read or a put. querying → storing → done; a read is done at once where a majority agrees. */
interface Pending extends Asked {
  electorate: Electorate;
  /** The same for both rounds. */
  meant: Meant;
  /** What a put stores may be at some replicas that were asked in an earlier epoch. */
  restarted: boolean;
  stage: 'querying' | 'storing';
  /** What is stored at a majority before the answer: the new record, or the one that a read has found. */
  record: StoredRecord | undefined;
  readonly answers: ReadAnswer[];
  readonly holders: NodeId[];
  readonly refused: NodeId[];
}

/**
 * Keys as atomic registers for many writers, without consensus. A put asks a majority for the newest version and stores
 * the next one at a majority; a read asks a majority for the newest record and makes sure that a majority holds it.
 * Sources: Attiya, Bar-Noy, Dolev, JACM 1995; Lynch and Shvartsman, FTCS 1997.
 *
 * A key for which any ballot was ever promised is a consensus register: its operations go on there.
 */
export class AtomicRegister {
  readonly #settings: Settings;
  readonly #view: RingView;
  readonly #clock: VersionClock;
  /** Goes on with an operation of which nothing is stored anywhere. */
  readonly #handOver: (asked: Asked, now: Tick, effects: Effects) => void;
  readonly #pending = new Map<RequestId, Pending>();

  constructor(
    settings: Settings,
    view: RingView,
    clock: VersionClock,
    handOver: (asked: Asked, now: Tick, effects: Effects) => void,
  ) {
    this.#settings = settings;
    this.#view = view;
    this.#clock = clock;
    this.#handOver = handOver;
  }

  request(asked: Asked, effects: Effects): void {
    const { request, operation, deadline } = asked;
    const electorate = this.#electorateOf(operation);
    const meant = meantFor(electorate.replicas, this.#view, this.#settings);
    const pending: Pending = {
      request,
      operation,
      deadline,
      electorate,
      meant,
      restarted: false,
      stage: 'querying',
      record: undefined,
      answers: [],
      holders: [],
      refused: [],
    };
    if (electorate.isLost([])) {
      return this.#answer(pending, { kind: 'failed', reason: 'unavailable' }, effects);
    }
    this.#pending.set(request, pending);
    effects.setTimer(timer('operation', request), this.#settings.operationTimeoutTicks);
    this.#query(pending, effects);
  }

  /**
   * Another epoch is in effect: those who decide now are asked. A put that has its version keeps it, for the next
   * replicas know of all promises.
   */
  restart(effects: Effects): void {
    for (const pending of this.#pending.values()) {
      const { operation, record, answers, holders, refused } = pending;
      pending.electorate = this.#electorateOf(operation);
      pending.meant = meantFor(pending.electorate.replicas, this.#view, this.#settings);
      for (const list of [answers, holders, refused]) list.length = 0;
      if (operation.kind !== 'read' && record !== undefined) {
        pending.restarted = true;
        this.#store(pending, record, effects);
      } else {
        pending.stage = 'querying';
        pending.record = undefined;
        this.#query(pending, effects);
      }
    }
  }

  #electorateOf({ key }: Operation): Electorate {
    return electorateOf(this.#view, key, 'majority');
  }

  #query({ request, operation, electorate, meant }: Pending, effects: Effects): void {
    const message: Message = { kind: 'fetch', request, key: operation.key, ...meant };
    for (const replica of electorate.replicas) effects.send(replica, message);
  }

  fetched(from: NodeId, message: Extract<Message, { kind: 'fetched' }>, now: Tick, effects: Effects): void {
    const { request, record, promised } = message;
    const pending = this.#pending.get(request);
    if (pending === undefined || pending.answers.some((heard) => heard.from === from)) return;
    if (pending.stage === 'storing') return this.#late(pending, { from, record }, effects);
    if (promised !== undefined) return this.#leave(pending, now, effects);
    pending.answers.push({ from, record });
    if (!pending.electorate.isMet(pending.answers.map((heard) => heard.from))) return;
    if (pending.operation.kind === 'read') this.#found(pending, effects);
    else this.#write(pending, now, effects);
  }

  replicated(
    from: NodeId,
    message: Extract<Message, { kind: 'replicated' }>,
    now: Tick,
    effects: Effects,
  ): void {
    const pending = this.#pending.get(message.request);
    if (pending !== undefined) this.#stored(pending, from, message.judgement === 'applied', now, effects);
  }

  stored(from: NodeId, message: Extract<Message, { kind: 'stored' }>, now: Tick, effects: Effects): void {
    const pending = this.#pending.get(message.request);
    if (pending !== undefined) this.#stored(pending, from, message.promised === undefined, now, effects);
  }

  expire(request: RequestId, effects: Effects): void {
    const pending = this.#pending.get(request);
    if (pending === undefined) return;
    const mayHappen = pending.stage === 'storing' && pending.operation.kind !== 'read';
    const outcome: Outcome = mayHappen
      ? { kind: 'unknown', reason: pending.holders.length > 0 ? 'partial-write' : 'timeout' }
      : { kind: 'failed', reason: 'unavailable' };
    this.#answer(pending, outcome, effects);
  }

  #write(pending: Pending, now: Tick, effects: Effects): void {
    const record = writtenRecord(pending.operation, this.#clock.next(now), now);
    pending.stage = 'storing';
    pending.record = record;
    this.#store(pending, record, effects);
  }

  #store({ request, electorate, meant }: Pending, record: StoredRecord, effects: Effects): void {
    const { replicas } = electorate;
    const message: Message = {
      kind: 'replicate',
      request,
      verb: 'put',
      record,
      replicas,
      atomic: true,
      ...meant,
    };
    for (const replica of replicas) effects.send(replica, message);
  }

  #found(pending: Pending, effects: Effects): void {
    const { base, agreed } = newestOf(pending.answers);
    pending.stage = 'storing';
    pending.record = base;
    if (base === undefined || agreed || this.#settings.readWriteBack === 0) {
      return this.#answer(pending, outcomeOfRead(base), effects);
    }
    for (const heard of pending.answers) this.#late(pending, heard, effects);
    for (const replica of pending.electorate.replicas) {
      const heard = pending.answers.some(({ from }) => from === replica);
      if (!heard) this.#writeBack(pending, replica, effects);
    }
  }

  /** What a replica answered to a read that knows by now what it will say. */
  #late(pending: Pending, { from, record }: ReadAnswer, effects: Effects): void {
    const best = pending.record;
    if (pending.operation.kind !== 'read' || best === undefined) return;
    if (record === undefined || isNewer(best, record)) this.#writeBack(pending, from, effects);
    else if (compareVersion(best.version, record.version) === 0)
      this.#stored(pending, from, true, undefined, effects);
  }

  #writeBack({ request, record, meant }: Pending, to: NodeId, effects: Effects): void {
    if (record !== undefined) effects.send(to, { kind: 'store', request, records: [record], ...meant });
  }

  #stored(pending: Pending, from: NodeId, success: boolean, now: Tick | undefined, effects: Effects): void {
    const { holders, refused, electorate, operation, record } = pending;
    if (pending.stage !== 'storing' || holders.includes(from) || refused.includes(from)) return;
    (success ? holders : refused).push(from);
    const isRead = operation.kind === 'read';
    if (electorate.isMet(holders)) {
      const outcome: Outcome = isRead
        ? outcomeOfRead(record)
        : { kind: 'ok', value: writtenValue(operation) };
      return this.#answer(pending, outcome, effects);
    }
    if (success || now === undefined || !electorate.isLost(refused)) return;
    const { replicas } = electorate;
    // Somebody has made a consensus register of the key meanwhile. A read, and a put that nobody took, go on there.
    const isNowhere = refused.length === replicas.length && !pending.restarted;
    if (isRead || isNowhere) this.#leave(pending, now, effects);
    else if (holders.length + refused.length === replicas.length)
      this.#answer(pending, { kind: 'unknown', reason: 'partial-write' }, effects);
  }

  #leave(pending: Pending, now: Tick, effects: Effects): void {
    this.#pending.delete(pending.request);
    effects.cancelTimer(timer('operation', pending.request));
    this.#handOver(pending, now, effects);
  }

  #answer(pending: Pending, outcome: Outcome, effects: Effects): void {
    this.#pending.delete(pending.request);
    effects.cancelTimer(timer('operation', pending.request));
    const { request, operation, electorate, record, holders } = pending;
    const copies = operation.kind === 'read' ? undefined : holders.length;
    answer({ request, operation, replicas: electorate.replicas, copies }, outcome, record?.version, effects);
  }
}
