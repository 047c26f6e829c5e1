import type { Stream } from '../../lib/chance.ts';
import { draw, scale } from '../../lib/chance.ts';
import type { Journal } from '../durability/journal.ts';
import type { Effects } from '../effect.ts';
import type { NodeId } from '../ids.ts';
import type { Letter } from '../message.ts';
import type { Tick, Ticks } from '../time.ts';
import { after } from '../time.ts';
import type { Version } from '../version.ts';
import { compareVersion } from '../version.ts';
import type { Vote } from './decree.ts';
import { accept, Decree, promise } from './decree.ts';
import type { Epoch } from './epoch.ts';

export type SynodMessage = Extract<
  Letter,
  { readonly kind: 'prepare-epoch' | 'epoch-promised' | 'accept-epoch' | 'epoch-accepted' }
>;

/** Of a voter. */
type Answer = Extract<SynodMessage, { readonly kind: 'epoch-promised' | 'epoch-accepted' }>;

/** An attempt is given up after two such pauses, and up to so many more: rivals part. */
const MOST_MORE = 4;

/** One owner as voter and as proposer of the epoch after the one in effect. A vote is durable before it is told. */
export class Synod {
  readonly #id: NodeId;
  readonly #incarnation: number;
  readonly #pause: Ticks;
  readonly #journal: Journal;
  readonly #chance: Stream;
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
    readonly chance: Stream;
  }) {
    this.#id = of.id;
    this.#incarnation = of.incarnation;
    this.#pause = of.pause;
    this.#journal = of.journal;
    this.#chance = of.chance;
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

  /** @param lost voters that will never vote again */
  propose(
    wish: Epoch,
    voters: readonly NodeId[],
    lost: readonly NodeId[],
    now: Tick,
    effects: Effects,
  ): void {
    this.#attempts += 1;
    const pauses = 2 + scale(draw(this.#chance, this.#attempts, 0, 0, 0), MOST_MORE);
    this.#giveUpAt = after(now, (pauses * this.#pause) as Ticks);
    this.#highest += 1;
    const ballot = { counter: this.#highest, writer: this.#id, incarnation: this.#incarnation };
    this.#decree = new Decree(ballot, wish, voters, lost);
    for (const voter of this.#decree.voters)
      effects.send(voter, { kind: 'prepare-epoch', slot: wish.number, ballot });
  }

  /** @returns the epoch that is decided by this message, if it is */
  receive(from: NodeId, message: SynodMessage, effects: Effects): Epoch | undefined {
    this.#observe(message.ballot);
    switch (message.kind) {
      case 'prepare-epoch': {
        const { slot, ballot } = message;
        const next = promise(this.#vote, slot, ballot);
        const told = next?.accepted === undefined ? {} : { accepted: next.accepted };
        this.#cast(next, from, { kind: 'epoch-promised', slot, ballot, ...told }, effects);
        return undefined;
      }
      case 'accept-epoch': {
        const { ballot, epoch } = message;
        const answer = { kind: 'epoch-accepted', slot: epoch.number, ballot } as const;
        this.#cast(accept(this.#vote, ballot, epoch), from, answer, effects);
        return undefined;
      }
      case 'epoch-promised':
      case 'epoch-accepted':
        return this.#answered(from, message, effects);
    }
  }

  /** @param next how this voter votes; undefined where it has promised more than it is asked for */
  #cast(next: Vote | undefined, from: NodeId, answer: Answer, effects: Effects): void {
    if (!this.#mayVote(answer.slot)) return;
    if (next === undefined) {
      const higher = this.#vote?.promised;
      return effects.send(from, higher === undefined ? answer : { ...answer, higher });
    }
    this.#vote = next;
    this.#journal.append({ kind: 'vote', vote: next }, effects);
    this.#journal.acknowledge({ to: from, message: answer }, effects);
  }

  #answered(from: NodeId, message: Answer, effects: Effects): Epoch | undefined {
    const { slot, ballot, higher } = message;
    if (higher !== undefined) this.#observe(higher);
    const decree = this.#decree;
    const isMine = decree?.slot === slot && compareVersion(decree.ballot, ballot) === 0;
    if (!isMine || higher !== undefined) return undefined;
    if (message.kind === 'epoch-accepted') return decree.accepted(from) ? decree.epoch : undefined;
    if (!decree.promised(from, message.accepted)) return undefined;
    const { voters, epoch } = decree;
    for (const voter of voters) effects.send(voter, { kind: 'accept-epoch', ballot, epoch });
    return undefined;
  }

  /** Who has lost entries may have lost a vote. */
  #mayVote(slot: number): boolean {
    const { lost, abstainUpTo } = this.#journal.state;
    return !lost.has(undefined) && slot > abstainUpTo;
  }

  #observe({ counter }: Version): void {
    this.#highest = Math.max(this.#highest, counter);
  }
}
