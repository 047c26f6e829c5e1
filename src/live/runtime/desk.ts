import type { KeyPage, Listing } from '../../core/listing/listing.ts';
import type { Operation, Outcome } from '../../core/operation.ts';
import type { Answer, Decision, Runtime } from './runtime.ts';

/** Between two attempts at what did not happen. Unit: milliseconds. */
const PAUSE_MS = 20;
/** Attempts that a request has time for where it names no time-out. */
const ATTEMPTS = 5;

const LATE: Outcome = { kind: 'unknown', reason: 'timeout' };
const UNAVAILABLE: Outcome = { kind: 'failed', reason: 'unavailable' };

/**
 * Where clients' requests wait for their answers, each for so long as it said. What certainly did not happen, for want of
 * replicas, is tried again until then: that repeats nothing. A write that may have happened is never repeated here.
 */
export class Desk {
  readonly #runtime: () => Runtime | undefined;

  readonly #timeoutMs: number;

  /**
   * @param runtime none while the node is not let in yet
   * @param attemptMs until a coordinator gives up on one attempt
   */
  constructor(runtime: () => Runtime | undefined, attemptMs: number) {
    this.#runtime = runtime;
    this.#timeoutMs = ATTEMPTS * attemptMs;
  }

  ask(operation: Operation, given: number | undefined, answer: Answer): void {
    const timeoutMs = given ?? this.#timeoutMs;
    const deadline = performance.now() + timeoutMs;
    let isOver = false;
    let isOpen = false;
    const settle = (outcome: Outcome, decision: Decision | undefined): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      answer(outcome, decision);
    };
    // A read that is not answered certainly changed nothing.
    const late = operation.kind === 'read' ? UNAVAILABLE : LATE;
    const timer = setTimeout(() => settle(isOpen ? late : UNAVAILABLE, undefined), timeoutMs);
    const attempt = (): void => {
      const runtime = this.#runtime();
      if (isOver) return;
      if (runtime === undefined) return settle(UNAVAILABLE, undefined);
      isOpen = true;
      runtime.request(operation, (outcome, decision) => {
        isOpen = false;
        const isNone = outcome.kind === 'failed' && outcome.reason === 'unavailable';
        if (!isNone || performance.now() + PAUSE_MS >= deadline) settle(outcome, decision);
        else setTimeout(attempt, PAUSE_MS);
      });
    };
    attempt();
  }

  askMany(
    operations: readonly Operation[],
    timeoutMs: number | undefined,
    answer: (outcomes: readonly Outcome[]) => void,
  ): void {
    const outcomes: Outcome[] = operations.map(() => UNAVAILABLE);
    const runtime = this.#runtime();
    let left = operations.length;
    if (runtime === undefined || left === 0) return answer(outcomes);
    const timer = setTimeout(() => {
      left = 0;
      answer(outcomes);
    }, timeoutMs ?? this.#timeoutMs);
    runtime.requestMany(operations, (nth, outcome) => {
      if (left === 0) return;
      outcomes[nth] = outcome;
      left -= 1;
      if (left > 0) return;
      clearTimeout(timer);
      answer(outcomes);
    });
  }

  list(listing: Listing, answer: (page: KeyPage) => void): void {
    const runtime = this.#runtime();
    if (runtime === undefined) answer({ kind: 'failed', reason: 'unavailable' });
    else runtime.list(listing, answer);
  }
}
