import { must } from '../../lib/assert.ts';
import type { Stream } from '../../lib/chance.ts';
import { draw, scale } from '../../lib/chance.ts';
import type { Effects } from '../effect.ts';
import type { Key, NodeId, RequestId } from '../ids.ts';
import type { Message } from '../message.ts';
import type { Operation, Outcome } from '../operation.ts';
import type { RingView } from '../ring/ring-view.ts';
import type { Settings } from '../settings.ts';
import type { Tick, Ticks } from '../time.ts';
import { ticks } from '../time.ts';
import { timer } from '../timer.ts';
import type { Version } from '../version.ts';
import { compareVersion } from '../version.ts';
import { answer } from './answer.ts';
import type { Asked } from './asked.ts';
import { electorateOf } from './electorate.ts';
import { meantFor } from './lives.ts';
import { newestOf, Proposal, planProposal } from './proposal.ts';
import type { VersionClock } from './version-clock.ts';

export interface RegisterOptions {
  readonly id: NodeId;
  readonly incarnation: number;
  readonly settings: Settings;
  readonly view: RingView;
  readonly clock: VersionClock;
  /** Opens the chance of the pauses between ballots; not before the first is lost. */
  readonly openChance: () => Stream;
}

/** So many times a pause or a patience doubles at most. */
const MOST_DOUBLINGS = 4;

/**
 * One node as proposer of consensus registers: every key is one, and each operation on it a ballot or several.
 *
 * Phase 1 asks all replicas for a promise and what they hold; from a majority's answers follows what is proposed. Phase 2
 * stores it under the ballot; a majority's acceptance makes it the register's value. Whoever hears of a higher ballot
 * tries again above it, after a pause. Source: Rystsov, "CASPaxos: Replicated State Machines without logs", 2018.
 */
export class Register {
  readonly #options: RegisterOptions;
  readonly #proposals = new Map<number, Proposal>();
  /** What follows when the key is at its end. */
  readonly #settling = new Map<Key, () => void>();
  #chance: Stream | undefined;
  #begun = 0;

  constructor(options: RegisterOptions) {
    this.#options = options;
  }

  request({ request, operation, deadline }: Asked, now: Tick, effects: Effects): void {
    const { id, incarnation } = this.#options;
    const name = operation.token?.id ?? `n${id}.${incarnation}/${request}`;
    const proposal = this.#open(request, operation, name, deadline);
    if (operation.kind === 'read') this.#query(proposal, now, effects);
    else this.#prepare(proposal, now, effects);
  }

  /** Another epoch is in effect: every ballot of an earlier one is void. */
  restart(now: Tick, effects: Effects): void {
    for (const proposal of [...this.#proposals.values()]) {
      const { stage } = proposal;
      proposal.leaveElectorate();
      if (stage === 'querying') this.#query(proposal, now, effects);
      else if (stage !== 'resting') this.#prepare(proposal, now, effects);
    }
  }

  /** Brings a key to its end where a promise keeps a replica from being repaired: proposes again what is there. */
  settle(key: Key, now: Tick, effects: Effects, then: () => void = () => {}): void {
    if (this.#settling.has(key)) return;
    this.#settling.set(key, then);
    const deadline = (now + this.#options.settings.operationTimeoutTicks) as Tick;
    this.#prepare(this.#open(undefined, { kind: 'read', key }, '', deadline), now, effects);
  }

  fetched(from: NodeId, message: Extract<Message, { kind: 'fetched' }>, now: Tick, effects: Effects): void {
    const proposal = this.#ofRequest(message.request);
    if (proposal?.stage !== 'querying' || !this.#take(proposal, from)) return;
    proposal.answers.push({ from, record: message.record });
    if (!proposal.isTold) return;
    if (!newestOf(proposal.answers).agreed) return this.#prepare(proposal, now, effects);
    proposal.plan = planProposal(proposal, must(proposal.ballot, 'ballot'), 0, now);
    this.#conclude(proposal, effects);
  }

  promised(from: NodeId, message: Extract<Message, { kind: 'promised' }>, now: Tick, effects: Effects): void {
    const proposal = this.#ofBallot(message.ballot, 'preparing');
    if (proposal === undefined || !this.#take(proposal, from)) return;
    if (message.higher !== undefined) return this.#refused(proposal, from, now, effects);
    proposal.answers.push({ from, record: message.record });
    if (proposal.isTold) this.#propose(proposal, now, effects);
  }

  accepted(from: NodeId, message: Extract<Message, { kind: 'accepted' }>, now: Tick, effects: Effects): void {
    const proposal = this.#ofBallot(message.ballot, 'accepting');
    if (proposal === undefined || !this.#take(proposal, from)) return;
    if (message.higher !== undefined) return this.#refused(proposal, from, now, effects);
    proposal.accepted.push(from);
    if (proposal.electorate.isMet(proposal.accepted)) this.#conclude(proposal, effects);
  }

  /** A ballot got no majority in time, or the pause after one is over. */
  elapsed(number: number, now: Tick, effects: Effects): void {
    const proposal = this.#proposals.get(number);
    if (proposal === undefined) return;
    if (now >= proposal.deadline) return this.#answer(proposal, proposal.failure, undefined, effects);
    if (proposal.stage !== 'resting') proposal.late += 1;
    this.#prepare(proposal, now, effects);
  }

  #open(request: RequestId | undefined, operation: Operation, id: string, deadline: Tick): Proposal {
    const number = this.#begun;
    this.#begun += 1;
    const proposal = new Proposal({ number, request, operation, id, deadline });
    this.#proposals.set(number, proposal);
    return proposal;
  }

  /** One round is enough for a read where a whole majority holds the same version: that version is chosen. */
  #query(proposal: Proposal, now: Tick, effects: Effects): void {
    if (!this.#begin(proposal, 'querying', now, effects)) return;
    const request = must(proposal.request, 'request of a query');
    const { operation, electorate, meant } = proposal;
    const message: Message = { kind: 'fetch', request, key: operation.key, ...meant };
    for (const replica of electorate.replicas) effects.send(replica, message);
  }

  #prepare(proposal: Proposal, now: Tick, effects: Effects): void {
    if (!this.#begin(proposal, 'preparing', now, effects)) return;
    const ballot = must(proposal.ballot, 'ballot');
    const { request, operation, electorate, meant } = proposal;
    const message: Message = { kind: 'prepare', request, key: operation.key, ballot, ...meant };
    for (const replica of electorate.replicas) effects.send(replica, message);
  }

  /** @returns false where there are too few replicas to ask */
  #begin(proposal: Proposal, stage: 'querying' | 'preparing', now: Tick, effects: Effects): boolean {
    const { settings, view, clock } = this.#options;
    // The same for all ballots of an operation: votes of two sets do not add up.
    const electorate =
      proposal.electorate.replicas.length > 0
        ? proposal.electorate
        : electorateOf(view, proposal.operation.key, 'majority');
    if (electorate.isLost([])) {
      this.#answer(proposal, proposal.failure, undefined, effects);
      return false;
    }
    const meant = meantFor(electorate.replicas, view, settings);
    proposal.begin(stage, clock.next(now), electorate, meant);
    // A majority that is slower than one patience is waited for in the end.
    const doubled = settings.ballotPatienceTicks << Math.min(proposal.late, MOST_DOUBLINGS);
    this.#wait(proposal, ticks(doubled), now, effects);
    return true;
  }

  #propose(proposal: Proposal, now: Tick, effects: Effects): void {
    const ballot = must(proposal.ballot, 'ballot');
    const plan = planProposal(proposal, ballot, this.#options.settings.lineageLength, now);
    proposal.plan = plan;
    const { record, changes } = plan;
    if (record === undefined) return this.#conclude(proposal, effects);
    const { request, operation, electorate, meant } = proposal;
    const { replicas } = electorate;
    if (changes) proposal.sent ??= ballot;
    proposal.stage = 'accepting';
    proposal.refused.length = 0;
    const verb = changes ? operation.kind : 'read';
    const message: Message = { kind: 'accept', request, verb, record, replicas, ...meant };
    for (const replica of replicas) effects.send(replica, message);
  }

  #refused(proposal: Proposal, from: NodeId, now: Tick, effects: Effects): void {
    proposal.refused.push(from);
    if (!proposal.isLost) return;
    const { settings, openChance } = this.#options;
    this.#chance ??= openChance();
    const most = settings.ballotBackoffTicks << Math.min(proposal.lost, MOST_DOUBLINGS);
    const pause = 1 + scale(draw(this.#chance, proposal.number, proposal.lost, 0, 0), most);
    proposal.lost += 1;
    proposal.stage = 'resting';
    this.#wait(proposal, ticks(pause), now, effects);
  }

  #wait(proposal: Proposal, span: Ticks, now: Tick, effects: Effects): void {
    const left = Math.max(0, proposal.deadline - now);
    effects.setTimer(timer('register', proposal.number), ticks(Math.min(span, left)));
  }

  #conclude(proposal: Proposal, effects: Effects): void {
    const { outcome, version } = must(proposal.plan, 'plan');
    if (proposal.request === undefined) this.#settling.get(proposal.operation.key)?.();
    this.#answer(proposal, outcome, version, effects);
  }

  #answer(proposal: Proposal, outcome: Outcome, version: Version | undefined, effects: Effects): void {
    const { number, request, operation, electorate } = proposal;
    this.#proposals.delete(number);
    effects.cancelTimer(timer('register', number));
    if (request === undefined) {
      this.#settling.delete(operation.key);
      return;
    }
    const told = outcome.kind === 'ok' ? version : undefined;
    const copies = operation.kind === 'read' ? undefined : proposal.accepted.length;
    answer({ request, operation, replicas: electorate.replicas, copies }, outcome, told, effects);
  }

  /** @returns false for a second answer of one replica, or that of a stranger */
  #take(proposal: Proposal, from: NodeId): boolean {
    const { electorate, answers, accepted, refused, stage } = proposal;
    if (!electorate.replicas.includes(from) || refused.includes(from)) return false;
    return stage === 'accepting' ? !accepted.includes(from) : !answers.some((answer) => answer.from === from);
  }

  #ofRequest(request: RequestId): Proposal | undefined {
    for (const proposal of this.#proposals.values()) if (proposal.request === request) return proposal;
    return undefined;
  }

  #ofBallot(ballot: Version, stage: Proposal['stage']): Proposal | undefined {
    for (const proposal of this.#proposals.values()) {
      if (proposal.stage !== stage || proposal.ballot === undefined) continue;
      if (compareVersion(proposal.ballot, ballot) === 0) return proposal;
    }
    return undefined;
  }
}
