import type { Effects } from '../effect.ts';
import type { NodeId, RequestId, Tick } from '../ids.ts';
import type { Message } from '../message.ts';
import type { Operation } from '../operation.ts';
import type { StoredRecord } from '../record.ts';
import { isNewer } from '../record.ts';
import type { RingView } from '../ring/ring-view.ts';
import type { Settings } from '../settings.ts';
import { timer } from '../timer.ts';
import { PendingOperation } from './pending-operation.ts';
import { planWriteBack } from './quorum.ts';
import type { VersionClock } from './version-clock.ts';

/** One node as the place where clients' operations enter: asks the replicas, counts the answers, answers the client. */
export class Coordinator {
  readonly #settings: Settings;
  readonly #view: RingView;
  readonly #clock: VersionClock;
  readonly #pending = new Map<RequestId, PendingOperation>();

  constructor(settings: Settings, view: RingView, clock: VersionClock) {
    this.#settings = settings;
    this.#view = view;
    this.#clock = clock;
  }

  request(request: RequestId, operation: Operation, now: Tick, effects: Effects): void {
    const replicas = this.#view.replicasOf(operation.key);
    const pending = new PendingOperation(request, operation, replicas, this.#settings.quorum);
    if (replicas.length < this.#settings.quorum) {
      this.#note(pending, false, effects);
      // Nobody was asked, so this certainly did not happen.
      effects.reply(request, { kind: 'failed', reason: 'unavailable' });
      return;
    }
    this.#pending.set(request, pending);
    effects.setTimer(timer('operation', request), this.#settings.operationTimeoutTicks);
    const message = this.#question(request, operation, replicas, now);
    for (const replica of replicas) effects.send(replica, message);
  }

  replicated(from: NodeId, message: Extract<Message, { kind: 'replicated' }>, effects: Effects): void {
    this.#clock.observe(message.version);
    const pending = this.#pending.get(message.request);
    const { judgement } = message;
    const answer = { from, record: undefined, success: judgement === 'applied' };
    if (pending?.take(judgement === 'applied' ? answer : { ...answer, refusal: judgement }))
      this.#advance(pending, effects);
  }

  fetched(from: NodeId, message: Extract<Message, { kind: 'fetched' }>, effects: Effects): void {
    const { record } = message;
    this.#clock.observe(record?.version);
    const pending = this.#pending.get(message.request);
    const success = record !== undefined && record.value !== null;
    if (!pending?.take(success ? { from, record, success } : { from, record, success, refusal: 'absent' }))
      return;
    if (pending.found !== undefined) {
      const stale = isNewer(pending.found, record);
      if (stale) this.#writeBack(pending.request, pending.found, from, effects);
      else pending.holders.push(from);
    }
    this.#advance(pending, effects);
  }

  /** A replica holds the record that a read wrote back. */
  stored(from: NodeId, request: RequestId, effects: Effects): void {
    const pending = this.#pending.get(request);
    if (pending === undefined || pending.holders.includes(from)) return;
    pending.holders.push(from);
    this.#advance(pending, effects);
  }

  /** A removed member will not answer any more. */
  lose(member: NodeId, effects: Effects): void {
    for (const pending of [...this.#pending.values()]) {
      if (pending.lose(member)) this.#advance(pending, effects);
    }
  }

  expire(request: RequestId, effects: Effects): void {
    const pending = this.#pending.get(request);
    if (pending === undefined) return;
    if (pending.stage === 'asking' || pending.stage === 'writing-back') this.#note(pending, false, effects);
    if (pending.stage !== 'answered') effects.reply(request, pending.failure());
    this.#pending.delete(request);
  }

  #question(request: RequestId, operation: Operation, replicas: readonly NodeId[], now: Tick): Message {
    if (operation.kind === 'read') return { kind: 'fetch', request, key: operation.key };
    const value = operation.kind === 'delete' ? null : operation.value;
    const record = { key: operation.key, version: this.#clock.next(now), value };
    return { kind: 'replicate', request, verb: operation.kind, record, replicas };
  }

  /** Looks again after each answer, confirmation or loss. */
  #advance(pending: PendingOperation, effects: Effects): void {
    if (pending.stage === 'asking') {
      const decision = pending.decide();
      if (decision === 'met') this.#succeed(pending, effects);
      if (decision === 'impossible') {
        pending.stage = 'refused';
        this.#note(pending, false, effects);
      }
    }
    if (pending.stage === 'writing-back' && pending.holders.length >= pending.needed)
      this.#answer(pending, effects);
    if (!pending.complete || pending.stage === 'writing-back') return;
    if (pending.stage === 'refused') effects.reply(pending.request, pending.failure());
    effects.cancelTimer(timer('operation', pending.request));
    this.#pending.delete(pending.request);
  }

  #succeed(pending: PendingOperation, effects: Effects): void {
    if (pending.operation.kind !== 'read') {
      this.#answer(pending, effects);
      return;
    }
    const { newest, stale } = planWriteBack(pending.answers);
    pending.found = newest;
    if (newest === undefined) return;
    for (const answer of pending.answers) if (!stale.includes(answer.from)) pending.holders.push(answer.from);
    pending.stage = 'writing-back';
    for (const replica of stale) this.#writeBack(pending.request, newest, replica, effects);
  }

  #answer(pending: PendingOperation, effects: Effects): void {
    pending.stage = 'answered';
    this.#note(pending, true, effects);
    const { operation } = pending;
    const written = operation.kind === 'create' || operation.kind === 'update' ? operation.value : null;
    effects.reply(pending.request, { kind: 'ok', value: pending.found?.value ?? written });
  }

  #writeBack(request: RequestId, record: StoredRecord, to: NodeId, effects: Effects): void {
    effects.send(to, { kind: 'store', purpose: 'write-back', ticket: request, records: [record] });
  }

  #note(pending: PendingOperation, success: boolean, effects: Effects): void {
    const { operation, request } = pending;
    const written = operation.kind === 'create' || operation.kind === 'update' ? operation.value : null;
    const value = operation.kind === 'read' ? (pending.found?.value ?? null) : written;
    effects.note({
      kind: 'operation-decided',
      request,
      verb: operation.kind,
      success,
      key: operation.key,
      value,
    });
  }
}
