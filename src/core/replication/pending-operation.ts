import type { NodeId, RequestId } from '../ids.ts';
import type { Operation, Outcome } from '../operation.ts';
import type { StoredRecord } from '../record.ts';
import type { QuorumDecision, ReadAnswer } from './quorum.ts';
import { decideQuorum } from './quorum.ts';

interface Answer extends ReadAnswer {
  readonly success: boolean;
  readonly refusal?: 'absent' | 'exists' | 'superseded';
}

/**
 * One client operation at its coordinator.
 *
 * asking → met → answered, or asking → met → writing-back → answered (a read that found stale replicas),
 * or asking → refused (success is impossible, and the trace knows) → answered (the client knows).
 */
export class PendingOperation {
  readonly request: RequestId;
  readonly operation: Operation;
  readonly replicas: readonly NodeId[];
  readonly #needed: number;
  readonly #answers: Answer[] = [];
  readonly #lost: NodeId[] = [];
  stage: 'asking' | 'writing-back' | 'refused' | 'answered' = 'asking';
  /** The record that a read is about to answer with. */
  found: StoredRecord | undefined;
  /** Replicas known to hold `found`, durably. */
  readonly holders: NodeId[] = [];

  constructor(request: RequestId, operation: Operation, replicas: readonly NodeId[], needed: number) {
    this.request = request;
    this.operation = operation;
    this.replicas = replicas;
    this.#needed = needed;
  }

  get answers(): readonly Answer[] {
    return this.#answers;
  }

  get needed(): number {
    return this.#needed;
  }

  /** Nobody is left who could still answer. */
  get complete(): boolean {
    return this.#answers.length + this.#lost.length === this.replicas.length;
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
    const succeeded = this.#answers.filter((answer) => answer.success).length;
    return decideQuorum({
      asked: this.replicas.length,
      needed: this.#needed,
      succeeded,
      refused: this.#answers.length - succeeded,
      lost: this.#lost.length,
    });
  }

  /** What a client may conclude from an operation that did not reach its quorum. */
  failure(): Outcome {
    const refusal = this.#answers.find((answer) => !answer.success)?.refusal;
    if (this.operation.kind === 'read') {
      // That a key is not there is a claim like any other: it takes a quorum.
      const absent = this.#answers.filter((answer) => answer.refusal === 'absent').length;
      return { kind: 'failed', reason: absent >= this.#needed ? 'not-found' : 'unavailable' };
    }
    if (this.#answers.some((answer) => answer.success)) return { kind: 'unknown', reason: 'partial-write' };
    // Whoever did not answer may have written, or may yet.
    if (this.#answers.length < this.replicas.length) return { kind: 'unknown', reason: 'timeout' };
    const reason = refusal === 'absent' ? 'not-found' : refusal === 'exists' ? 'exists' : 'unavailable';
    return { kind: 'failed', reason };
  }

  #expects(replica: NodeId): boolean {
    return (
      this.replicas.includes(replica) &&
      !this.#lost.includes(replica) &&
      !this.#answers.some((answer) => answer.from === replica)
    );
  }
}
