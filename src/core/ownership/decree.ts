import type { NodeId } from '../ids.ts';
import type { Version } from '../version.ts';
import { compareVersion } from '../version.ts';
import type { Epoch } from './epoch.ts';

/** What one owner has promised and accepted for the epoch after its own; durable before it is told. */
export interface Vote {
  /** The number of the epoch that is voted on. */
  readonly slot: number;
  readonly promised: Version;
  readonly accepted?: { readonly ballot: Version; readonly epoch: Epoch };
}

export function promise(vote: Vote | undefined, slot: number, ballot: Version): Vote | undefined {
  if (vote?.slot === slot && compareVersion(vote.promised, ballot) > 0) return undefined;
  return vote?.slot === slot ? { ...vote, promised: ballot } : { slot, promised: ballot };
}

export function accept(vote: Vote | undefined, ballot: Version, epoch: Epoch): Vote | undefined {
  if (vote?.slot === epoch.number && compareVersion(vote.promised, ballot) > 0) return undefined;
  return { slot: epoch.number, promised: ballot, accepted: { ballot, epoch } };
}

/**
 * One attempt to have an epoch decided by a majority of the owners of the one before: preparing → accepting → decided. Where
 * fewer are left than a majority, since the others are lost for good, all who are left decide: nobody else knows of another
 * decision.
 * Source: Lamport, "Paxos made simple", 2001 (the synod of one decree).
 */
export class Decree {
  readonly ballot: Version;
  readonly voters: readonly NodeId[];
  readonly #wish: Epoch;
  readonly #needed: number;
  readonly #for = new Set<NodeId>();
  #stage: 'preparing' | 'accepting' = 'preparing';
  #found: Vote['accepted'];

  /** @param lost voters that will never vote again */
  constructor(ballot: Version, wish: Epoch, voters: readonly NodeId[], lost: readonly NodeId[] = []) {
    this.ballot = ballot;
    this.#wish = wish;
    this.voters = voters.filter((voter) => !lost.includes(voter));
    this.#needed = Math.min(Math.floor(voters.length / 2) + 1, this.voters.length);
  }

  get slot(): number {
    return this.#wish.number;
  }

  /** What may have been decided already, or what is wished where nothing has. */
  get epoch(): Epoch {
    return this.#found?.epoch ?? this.#wish;
  }

  /** @returns whether a majority has promised now, so that its epoch is to be accepted */
  promised(from: NodeId, accepted: Vote['accepted']): boolean {
    if (this.#stage !== 'preparing' || !this.voters.includes(from)) return false;
    this.#for.add(from);
    if (accepted !== undefined && isAbove(accepted, this.#found)) this.#found = accepted;
    if (!this.#isMajority) return false;
    this.#for.clear();
    this.#stage = 'accepting';
    return true;
  }

  /** @returns whether a majority has accepted now: the epoch is decided */
  accepted(from: NodeId): boolean {
    if (this.#stage !== 'accepting' || !this.voters.includes(from)) return false;
    const before = this.#isMajority;
    this.#for.add(from);
    return !before && this.#isMajority;
  }

  get #isMajority(): boolean {
    return this.#for.size >= this.#needed;
  }
}

function isAbove(a: NonNullable<Vote['accepted']>, b: Vote['accepted']): boolean {
  return b === undefined || compareVersion(a.ballot, b.ballot) > 0;
}
