import type { Effects } from '../effect.ts';
import type { NodeId, RequestId } from '../ids.ts';
import type { Judgement, Message } from '../message.ts';
import type { Operation, Outcome } from '../operation.ts';
import { writtenValue } from '../operation.ts';
import type { StoredRecord } from '../record.ts';
import { isNewer } from '../record.ts';
import type { RingView } from '../ring/ring-view.ts';
import type { Settings } from '../settings.ts';
import type { Tick, Ticks } from '../time.ts';
import { timer } from '../timer.ts';
import { compareVersion } from '../version.ts';
import { outcomeOfRead } from './answer.ts';
import type { Asked } from './asked.ts';
import type { Electorate } from './electorate.ts';
import { electorateOf } from './electorate.ts';
import { Hinter } from './hinter.ts';
import { demandOf } from './level.ts';
import { meantFor } from './lives.ts';
import { PendingOperation } from './pending-operation.ts';
import { planWriteBack } from './quorum.ts';
import { inTurn } from './single-read.ts';
import type { VersionClock } from './version-clock.ts';
import { writtenRecord } from './written-record.ts';

type Replicated = Extract<Message, { kind: 'replicated' }>;

/** One node as the place where clients' operations enter: asks the replicas, counts the answers, answers the client. */
export class Coordinator {
  readonly #settings: Settings;
  readonly #view: RingView;
  readonly #clock: VersionClock;
  readonly #hinter: Hinter;
  readonly #pending = new Map<RequestId, PendingOperation>();

  constructor(settings: Settings, view: RingView, clock: VersionClock) {
    this.#settings = settings;
    this.#view = view;
    this.#clock = clock;
    this.#hinter = new Hinter(settings, view);
  }

  request(asked: Asked, now: Tick, effects: Effects): void {
    const { request, operation } = asked;
    const electorate = this.#electorateOf(operation);
    const pending = this.#inquires(operation)
      ? this.#pendingOf(asked, electorate)
      : this.#plan(asked, electorate, false, now);
    if (electorate.isLost([])) {
      this.#note(pending, false, effects);
      // Nobody was asked, so this certainly did not happen.
      effects.reply(request, { kind: 'failed', reason: 'unavailable' });
      return;
    }
    const { nextReplicaTicks, operationTimeoutTicks } = this.#settings;
    const spare = this.#spareOf(pending);
    effects.setTimer(
      timer('operation', request),
      spare.length > 0 ? nextReplicaTicks : operationTimeoutTicks,
    );
    this.#ask(pending, effects, pending.sparing(spare));
  }

  replicated(from: NodeId, message: Replicated, now: Tick, effects: Effects): void {
    const pending = this.#pending.get(message.request);
    if (pending?.record === undefined || isOutdated(message, pending.record)) return;
    const { judgement, version } = message;
    const judgesByItself = pending.operation.kind !== 'put' && !this.#inquires(pending.operation);
    if (isPassed(judgement) && !judgesByItself && pending.stage === 'asking') {
      // Somebody wrote above what we knew; the same write goes out once more, above that.
      this.#ask(this.#plan(pending, pending.electorate, true, now), effects);
      return;
    }
    const doubtful = version !== undefined && compareVersion(version, pending.record.version) > 0;
    const answer =
      judgement === 'applied'
        ? { from, record: undefined, success: true }
        : { from, record: undefined, success: false, refusal: judgement, doubtful };
    if (pending.take(answer)) this.#advance(pending, effects);
  }

  fetched(from: NodeId, message: Extract<Message, { kind: 'fetched' }>, now: Tick, effects: Effects): void {
    const { record } = message;
    const pending = this.#pending.get(message.request);
    // What a write asked first was decided without this answer.
    if (pending?.record !== undefined) return;
    const success = this.#settings.readCountsAnswers === 1 || isLive(record);
    if (!pending?.take(success ? { from, record, success } : { from, record, success, refusal: 'absent' }))
      return;
    // An answer that comes after the decision and knows less: repaired in the background.
    const { found } = pending;
    if (found !== undefined) {
      if (isNewer(found, record)) this.#writeBack(pending, found, from, effects);
      else pending.holders.push(from);
    }
    if (pending.operation.kind === 'read' || pending.decide() !== 'met') this.#advance(pending, effects);
    else this.#write(pending, now, effects);
  }

  /** A quorum has told whether the key is there: the write is refused, and certainly did not happen, or it goes out. */
  #write(inquiry: PendingOperation, now: Tick, effects: Effects): void {
    const { request, operation, electorate } = inquiry;
    const { newest } = planWriteBack(inquiry.answers, () => true);
    const isThere = isLive(newest);
    if ((operation.kind === 'create') !== isThere) {
      this.#ask(this.#plan(inquiry, electorate, false, now), effects);
      return;
    }
    this.#pending.delete(request);
    effects.cancelTimer(timer('operation', request));
    this.#note(inquiry, false, effects);
    effects.reply(request, { kind: 'failed', reason: isThere ? 'exists' : 'not-found' });
  }

  /** A replica holds the record that a read wrote back. */
  stored(from: NodeId, request: RequestId, effects: Effects): void {
    const pending = this.#pending.get(request);
    if (pending === undefined || pending.holders.includes(from)) return;
    pending.holders.push(from);
    this.#advance(pending, effects);
  }

  /** Another node keeps a sloppy write for `owner`, durably. */
  hinted(request: RequestId, owner: NodeId, effects: Effects): void {
    const pending = this.#pending.get(request);
    if (pending?.take({ from: owner, record: undefined, success: true }) === true)
      this.#advance(pending, effects);
  }

  /** Forgets a read that goes on elsewhere. @returns nothing where it was answered before */
  release(request: RequestId, effects: Effects): Asked | undefined {
    const pending = this.#pending.get(request);
    if (pending?.stage !== 'writing-back') return undefined;
    this.#pending.delete(request);
    effects.cancelTimer(timer('operation', request));
    return pending;
  }

  /** Another epoch is in effect: what is open is asked again, of those who decide now. */
  restart(effects: Effects): void {
    for (const pending of [...this.#pending.values()]) {
      const { request, operation, record, stage } = pending;
      if (stage === 'asking' || stage === 'writing-back') {
        const electorate = this.#electorateOf(operation);
        this.#ask(this.#pendingOf(pending, electorate, record, record !== undefined), effects);
      } else {
        // What was refused by some cannot succeed: nobody waits for the others any more.
        if (stage === 'refused') effects.reply(request, pending.failure());
        this.#pending.delete(request);
        effects.cancelTimer(timer('operation', request));
      }
    }
  }

  #electorateOf(operation: Operation): Electorate {
    return electorateOf(this.#view, operation.key, demandOf(operation, this.#settings));
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
    if (this.#askSpare(pending, effects)) {
      const { nextReplicaTicks, operationTimeoutTicks } = this.#settings;
      effects.setTimer(timer('operation', request), (operationTimeoutTicks - nextReplicaTicks) as Ticks);
      return;
    }
    if (pending.applied) this.#hinter.hint(pending, pending.silent, effects);
    if (pending.stage === 'asking' || pending.stage === 'writing-back') this.#note(pending, false, effects);
    if (pending.stage !== 'answered') {
      const failure = pending.failure();
      effects.reply(request, failure);
    }
    this.#pending.delete(request);
  }

  #plan(asked: Asked, electorate: Electorate, repeated: boolean, now: Tick): PendingOperation {
    const { operation } = asked;
    const record =
      operation.kind === 'read' ? undefined : writtenRecord(operation, this.#clock.next(now), now);
    return this.#pendingOf(asked, electorate, record, repeated);
  }

  #pendingOf(
    { request, operation, deadline }: Asked,
    electorate: Electorate,
    record?: StoredRecord,
    repeated = false,
  ): PendingOperation {
    return new PendingOperation({
      request,
      operation,
      deadline,
      electorate,
      meant: meantFor(electorate.replicas, this.#view, this.#settings),
      record,
      repeated,
    });
  }

  /** It asks a read quorum whether the key is there, before it writes. */
  #inquires({ kind }: Operation): boolean {
    return this.#settings.judgeByQuorum === 1 && kind !== 'read' && kind !== 'put';
  }

  /** Replicas that a read need not ask: who is suspected first, then from the end of the list; the node itself is asked. */
  #spareOf({ operation, electorate }: PendingOperation): readonly NodeId[] {
    const [part] = electorate.parts;
    const isPlain = operation.kind === 'read' && electorate.parts.length === 1;
    if (this.#settings.readAsksAll === 1 || !isPlain || part === undefined) return [];
    return inTurn(part.replicas, this.#view.self, (node) => this.#view.isSuspected(node)).slice(part.needed);
  }

  /** @returns false where nobody is left to ask */
  #askSpare(pending: PendingOperation, effects: Effects): boolean {
    const spare = pending.takeSpare();
    if (spare.length > 0) this.#ask(pending, effects, spare);
    return spare.length > 0;
  }

  #ask(pending: PendingOperation, effects: Effects, asked: readonly NodeId[] = pending.replicas): void {
    const { request, operation, replicas, record, meant } = pending;
    this.#pending.set(request, pending);
    const message: Message =
      operation.kind === 'read' || operation.kind === 'cas' || record === undefined
        ? { kind: 'fetch', request, key: operation.key, ...meant }
        : {
            kind: 'replicate',
            request,
            verb: this.#inquires(operation) ? 'put' : operation.kind,
            record,
            replicas,
            ...meant,
          };
    for (const replica of asked) effects.send(replica, message);
    if (this.#hinter.isSloppy(pending)) this.#hinter.hint(pending, this.#hinter.away(pending), effects);
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
    if (pending.stage === 'writing-back' && pending.electorate.isMet(pending.holders))
      this.#answer(pending, effects);
    if (!pending.complete || pending.stage === 'writing-back') return;
    if (pending.stage === 'asking' && this.#askSpare(pending, effects)) return;
    if (pending.stage === 'refused') {
      const failure = pending.failure();
      effects.reply(pending.request, failure);
    }
    effects.cancelTimer(timer('operation', pending.request));
    this.#pending.delete(pending.request);
  }

  #succeed(pending: PendingOperation, effects: Effects): void {
    if (pending.operation.kind !== 'read') {
      this.#answer(pending, effects);
      this.#hinter.hint(pending, this.#hinter.away(pending), effects);
      return;
    }
    const counts = this.#settings.readCountsAnswers === 1 ? () => true : isLive;
    const { newest, stale } = planWriteBack(pending.answers, counts);
    pending.found = newest;
    if (newest === undefined || this.#settings.readWriteBack === 0) {
      this.#answer(pending, effects);
      return;
    }
    for (const { from } of pending.answers) if (!stale.includes(from)) pending.holders.push(from);
    pending.stage = 'writing-back';
    for (const replica of stale) this.#writeBack(pending, newest, replica, effects);
  }

  #answer(pending: PendingOperation, effects: Effects): void {
    pending.stage = 'answered';
    const { operation, found, request } = pending;
    const outcome: Outcome =
      operation.kind === 'read' ? outcomeOfRead(found) : { kind: 'ok', value: writtenValue(operation) };
    this.#note(pending, outcome.kind === 'ok', effects);
    effects.reply(request, outcome);
  }

  #writeBack({ request, meant }: PendingOperation, record: StoredRecord, to: NodeId, effects: Effects): void {
    effects.send(to, { kind: 'store', request, records: [record], ...meant });
  }

  #note(pending: PendingOperation, success: boolean, effects: Effects): void {
    const { operation, request, found, replicas } = pending;
    const value = operation.kind === 'read' ? (found?.value ?? null) : writtenValue(operation);
    const { kind: verb, key } = operation;
    const note = { kind: 'operation-decided', request, verb, success, key, value, replicas } as const;
    const version = (pending.record ?? found)?.version;
    const known = version === undefined ? note : { version, ...note };
    effects.note(verb === 'read' ? known : { copies: pending.copies, ...known });
  }
}

function isLive(record: StoredRecord | undefined): boolean {
  return record !== undefined && record.value !== null;
}

/** An answer to an earlier version of a write that was repeated since. */
function isOutdated(message: Replicated, record: StoredRecord): boolean {
  const { judgement, version } = message;
  if (version === undefined) return false;
  const order = compareVersion(version, record.version);
  return judgement === 'applied' ? order !== 0 : isPassed(judgement) && order < 0;
}

/** Something newer is there, or was promised. */
function isPassed(judgement: Judgement): boolean {
  return judgement === 'superseded' || judgement === 'promised';
}
