import type { NodeId, RequestId } from '../ids.ts';
import type { Operation, Outcome } from '../operation.ts';
import type { StoredRecord } from '../record.ts';
import type { Tick } from '../time.ts';
import type { Asked } from './asked.ts';
import type { Electorate } from './electorate.ts';
import type { Meant } from './lives.ts';
import type { QuorumDecision, ReadAnswer } from './quorum.ts';

interface Answer extends ReadAnswer {
  readonly success: boolean;
  readonly refusal?: 'absent' | 'exists' | 'superseded' | 'promised';
  /** It refused, but holds something newer: it may have taken the write before that, from another copy of the message. */
  readonly doubtful?: boolean;
}

/**
 * One client operation at its coordinator.
 *
 * asking → answered (a write), or asking → writing-back → answered (a read; at once where nobody is stale),
 * or asking → refused (success is impossible, and the trace knows) → answered (the client knows).
 */
export class PendingOperation implements Asked {
  readonly request: RequestId;
  readonly operation: Operation;
  readonly deadline: Tick;
  readonly electorate: Electorate;
  /** The same for all questions of the operation: answers of one life do not add up with what comes after the next was told. */
  readonly meant: Meant;
  /** What a write wants to store; none of a read, and of a write that still asks. A repeated write has a newer version. */
  readonly record: StoredRecord | undefined;
  /** Earlier versions of the same write may be at some replicas. */
  readonly repeated: boolean;
  stage: 'asking' | 'writing-back' | 'refused' | 'answered' = 'asking';
  /** The record that a read is about to answer with. */
  found: StoredRecord | undefined;
  /** Replicas known to hold `found`, durably. */
  readonly holders: NodeId[] = [];
  /** Replicas for which another node was asked to keep the write. */
  readonly hinted: NodeId[] = [];
  /** Replicas that a read asks only when the others do not answer. */
  #spare: readonly NodeId[] = [];
  readonly #answers: Answer[] = [];
  readonly #lost: NodeId[] = [];

  constructor(of: Asked & Pick<PendingOperation, 'electorate' | 'meant' | 'record' | 'repeated'>) {
    this.request = of.request;
    this.operation = of.operation;
    this.deadline = of.deadline;
    this.electorate = of.electorate;
    this.meant = of.meant;
    this.record = of.record;
    this.repeated = of.repeated;
  }

  get replicas(): readonly NodeId[] {
    return this.electorate.replicas;
  }

  get answers(): readonly Answer[] {
    return this.#answers;
  }

  /** Replicas that may still answer. */
  get silent(): readonly NodeId[] {
    return this.replicas.filter((replica) => this.#expects(replica));
  }

  /** Some replica has taken the write. */
  get applied(): boolean {
    return this.#answers.some((answer) => answer.success);
  }

  /** Replicas known to hold the write. */
  get copies(): number {
    return this.record === undefined ? 0 : this.#answers.filter((answer) => answer.success).length;
  }

  /** Nobody is left of those who were asked that could still answer. */
  get complete(): boolean {
    return this.#answers.length + this.#lost.length + this.#spare.length >= this.replicas.length;
  }

  /** Puts some replicas aside. @returns those that are left to ask */
  sparing(spare: readonly NodeId[]): readonly NodeId[] {
    this.#spare = spare;
    return spare.length === 0 ? this.replicas : this.replicas.filter((replica) => !spare.includes(replica));
  }

  /** Those that were put aside, to be asked now. */
  takeSpare(): readonly NodeId[] {
    const spare = this.#spare;
    this.#spare = [];
    return spare;
  }

  /** @returns false for an answer that came before, or from somebody who was not asked */
  take(answer: Answer): boolean {
    if (!this.#expects(answer.from)) return false;
    this.#answers.push(answer);
    return true;
  }

  /** @returns false where nothing was expected from that node any more */
  lose(replica: NodeId): boolean {
    if (!this.#expects(replica)) return false;
    this.#lost.push(replica);
    return true;
  }

  decide(): QuorumDecision {
    return this.electorate.decide(this.#from(true), this.#from(false), this.#lost);
  }

  /** What a client may conclude from an operation that did not reach its quorum. */
  failure(): Outcome {
    const refusals = this.#answers.filter((answer) => !answer.success);
    const refusal = refusals[0]?.refusal;
    if (this.operation.kind === 'read' || this.record === undefined) {
      // That a key is not there is a claim like any other: it takes a quorum.
      const absent = this.electorate.isMet(this.#from(false));
      return { kind: 'failed', reason: absent ? 'not-found' : 'unavailable' };
    }
    const doubtful = refusals.some((answer) => answer.doubtful === true);
    if (this.repeated || doubtful || refusals.length < this.#answers.length)
      return { kind: 'unknown', reason: 'partial-write' };
    // Whoever did not answer may have written, or may yet.
    if (this.#answers.length < this.replicas.length) return { kind: 'unknown', reason: 'timeout' };
    const reason = refusal === 'absent' ? 'not-found' : refusal === 'exists' ? 'exists' : 'unavailable';
    return { kind: 'failed', reason };
  }

  #from(success: boolean): readonly NodeId[] {
    return this.#answers.filter((answer) => answer.success === success).map(({ from }) => from);
  }

  #expects(replica: NodeId): boolean {
    return (
      this.replicas.includes(replica) &&
      !this.#lost.includes(replica) &&
      !this.#answers.some((answer) => answer.from === replica)
    );
  }
}
