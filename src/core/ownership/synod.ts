import type { Stream } from '../../lib/chance.ts';
import { draw, scale } from '../../lib/chance.ts';
import type { Journal } from '../durability/journal.ts';
import type { Effects } from '../effect.ts';
import type { NodeId } from '../ids.ts';
import type { Message } from '../message.ts';
import type { Tick, Ticks } from '../time.ts';
import { after } from '../time.ts';
import type { Version } from '../version.ts';
import { compareVersion } from '../version.ts';
import type { Vote } from './decree.ts';
import { accept, Decree, promise } from './decree.ts';
import type { Epoch } from './epoch.ts';

export type SynodMessage = Extract<
  Message,
  { readonly kind: 'prepare-epoch' | 'epoch-promised' | 'accept-epoch' | 'epoch-accepted' }
>;

/** An attempt is given up after two such pauses, and up to so many more: rivals part. */
const MOST_MORE = 4;

/** One owner as voter and as proposer of the epoch after the one in effect. A vote is durable before it is told. */
export class Synod {
  readonly #id: NodeId;
  readonly #incarnation: number;
  readonly #pause: Ticks;
  readonly #journal: Journal;
  readonly #openChance: () => Stream;
  #chance: Stream | undefined;
  /** As it was appended last. */
  #vote: Vote | undefined;
  #attempts = 0;
  /** The highest counter of a ballot seen. */
  #highest = 0;
  #decree: Decree | undefined;
  #giveUpAt = 0;

  constructor(of: {
    readonly id: NodeId;
    readonly incarnation: number;
    readonly pause: Ticks;
    readonly journal: Journal;
    readonly openChance: () => Stream;
  }) {
    this.#id = of.id;
    this.#incarnation = of.incarnation;
    this.#pause = of.pause;
    this.#journal = of.journal;
    this.#openChance = of.openChance;
    this.#vote = of.journal.state.vote;
  }

  /** Whether an attempt of this node is under way. */
  isBusy(now: Tick): boolean {
    return this.#decree !== undefined && now < this.#giveUpAt;
  }

  /** Another epoch is in effect: what was attempted is void. */
  forget(): void {
    this.#decree = undefined;
  }

  propose(wish: Epoch, voters: readonly NodeId[], now: Tick, effects: Effects): void {
    this.#chance ??= this.#openChance();
    this.#attempts += 1;
    const pauses = 2 + scale(draw(this.#chance, this.#attempts, 0, 0, 0), MOST_MORE);
    this.#giveUpAt = after(now, (pauses * this.#pause) as Ticks);
    this.#highest += 1;
    const ballot = { counter: this.#highest, writer: this.#id, incarnation: this.#incarnation };
    this.#decree = new Decree(ballot, wish, voters);
    for (const voter of voters) effects.send(voter, { kind: 'prepare-epoch', slot: wish.number, ballot });
  }

  /** @returns the epoch that is decided by this message, if it is */
  receive(from: NodeId, message: SynodMessage, effects: Effects): Epoch | undefined {
    this.#highest = Math.max(this.#highest, message.ballot.counter);
    switch (message.kind) {
      case 'prepare-epoch':
        this.#prepare(from, message.slot, message.ballot, effects);
        return undefined;
      case 'accept-epoch':
        this.#accept(from, message.ballot, message.epoch, effects);
        return undefined;
      case 'epoch-promised': {
        const decree = this.#attempted(message.slot, message.ballot);
        this.#observe(message.higher);
        if (decree === undefined || message.higher !== undefined) return undefined;
        if (!decree.promised(from, message.accepted)) return undefined;
        const { ballot, epoch } = decree;
        for (const voter of decree.voters) effects.send(voter, { kind: 'accept-epoch', ballot, epoch });
        return undefined;
      }
      case 'epoch-accepted': {
        const decree = this.#attempted(message.slot, message.ballot);
        this.#observe(message.higher);
        if (decree === undefined || message.higher !== undefined) return undefined;
        return decree.accepted(from) ? decree.epoch : undefined;
      }
    }
  }

  #prepare(from: NodeId, slot: number, ballot: Version, effects: Effects): void {
    if (!this.#mayVote(slot)) return;
    const vote = this.#vote;
    const next = promise(vote, slot, ballot);
    const answer = { kind: 'epoch-promised', slot, ballot } as const;
    if (next === undefined) {
      const higher = vote?.promised;
      return effects.send(from, higher === undefined ? answer : { ...answer, higher });
    }
    this.#vote = next;
    this.#journal.append({ kind: 'vote', vote: next }, effects);
    const { accepted } = next;
    const message: Message = accepted === undefined ? answer : { ...answer, accepted };
    this.#journal.acknowledge({ to: from, message }, effects);
  }

  #accept(from: NodeId, ballot: Version, epoch: Epoch, effects: Effects): void {
    const slot = epoch.number;
    if (!this.#mayVote(slot)) return;
    const vote = this.#vote;
    const next = accept(vote, ballot, epoch);
    const answer = { kind: 'epoch-accepted', slot, ballot } as const;
    if (next === undefined) {
      const higher = vote?.promised;
      return effects.send(from, higher === undefined ? answer : { ...answer, higher });
    }
    this.#vote = next;
    this.#journal.append({ kind: 'vote', vote: next }, effects);
    this.#journal.acknowledge({ to: from, message: answer }, effects);
  }

  /** Who has lost entries may have lost a vote. */
  #mayVote(slot: number): boolean {
    const { lost, abstainUpTo } = this.#journal.state;
    return !lost.has(undefined) && slot > abstainUpTo;
  }

  #attempted(slot: number, ballot: Version): Decree | undefined {
    const decree = this.#decree;
    if (decree === undefined || decree.slot !== slot) return undefined;
    return compareVersion(decree.ballot, ballot) === 0 ? decree : undefined;
  }

  #observe(higher: Version | undefined): void {
    if (higher !== undefined) this.#highest = Math.max(this.#highest, higher.counter);
  }
}
