import type { KeyPage, Listing } from '../../core/listing/listing.ts';
import type { Operation, Outcome } from '../../core/operation.ts';
import type { Answer, Decision, Runtime } from './runtime.ts';
import { Timers } from './timers.ts';
import { Window } from './window.ts';

/** Between two attempts at what did not happen. Unit: milliseconds. */
const PAUSE_MS = 20;
/** Attempts that a request has time for where it names no time-out. */
const ATTEMPTS = 2;

const LATE: Outcome = { kind: 'unknown', reason: 'timeout' };
const UNAVAILABLE: Outcome = { kind: 'failed', reason: 'unavailable' };

/** One request of a client, until it is answered. */
interface Waiting {
  readonly operation: Operation;
  readonly answer: Answer;
  /** By the clock of `performance`. Unit: milliseconds. */
  readonly deadline: number;
  /** The runtime has it: what becomes of it is not known. */
  isOpen: boolean;
  begunAt: number;
}

/**
 * Where clients' requests wait for their turn and their answers, each for so long as it said. What certainly did not
 * happen, for want of replicas, is tried again until then: that repeats nothing. A write that may have happened is never
 * repeated here.
 */
export class Desk {
  readonly #runtime: () => Runtime | undefined;
  readonly #timeoutMs: number;
  readonly #window: Window;
  readonly #bind: (act: () => boolean) => () => boolean;
  readonly #waiting = new Map<number, Waiting>();
  readonly #timers = new Timers<number>((ticket) => this.#expire(ticket));
  /** How long those took that were answered in the step under way. */
  readonly #left: number[] = [];
  #tickets = 0;
  #closed = false;

  /**
   * @param runtime none while the node is not let in yet
   * @param attemptMs until a coordinator gives up on one attempt
   * @param bind makes what is begun later belong to who asked
   */
  constructor(
    runtime: () => Runtime | undefined,
    attemptMs: number,
    bind: (act: () => boolean) => () => boolean = (act) => act,
  ) {
    this.#bind = bind;
    this.#runtime = runtime;
    this.#timeoutMs = ATTEMPTS * attemptMs;
    this.#window = new Window(attemptMs / 3, () => performance.now());
  }

  /**
   * Whether a request that comes now would wait for its turn for more than half of its time: it is better refused at once, and
   * asked again later, than given up after all the others have waited behind it.
   */
  isFull(given: number | undefined): boolean {
    return this.#window.waitMs > (given ?? this.#timeoutMs) / 2;
  }

  ask(operation: Operation, given: number | undefined, answer: Answer): void {
    if (this.#closed) return answer(UNAVAILABLE, undefined);
    const timeoutMs = given ?? this.#timeoutMs;
    const deadline = performance.now() + timeoutMs;
    this.#tickets += 1;
    const ticket = this.#tickets;
    this.#waiting.set(ticket, { operation, answer, deadline, isOpen: false, begunAt: 0 });
    this.#timers.set(ticket, timeoutMs);
    this.#attempt(ticket);
  }

  #attempt(ticket: number): void {
    if (this.#waiting.has(ticket)) this.#window.enter(this.#bind(() => this.#begin(ticket)));
  }

  #begin(ticket: number): boolean {
    const waiting = this.#waiting.get(ticket);
    const runtime = this.#runtime();
    if (waiting === undefined || runtime === undefined) {
      this.#settle(ticket, UNAVAILABLE, undefined);
      return false;
    }
    waiting.begunAt = performance.now();
    if (!runtime.reaches(waiting.operation)) {
      this.#tryAgain(ticket, waiting, UNAVAILABLE, undefined);
      return false;
    }
    waiting.isOpen = true;
    runtime.request(waiting.operation, (outcome, decision) => {
      const now = performance.now();
      waiting.isOpen = false;
      const isNone = outcome.kind === 'failed' && outcome.reason === 'unavailable';
      if (isNone) this.#tryAgain(ticket, waiting, outcome, decision);
      else this.#settle(ticket, outcome, decision);
      this.#leave(now - waiting.begunAt);
    });
    return true;
  }

  /** What did not happen, while there is time. */
  #tryAgain(ticket: number, { deadline }: Waiting, outcome: Outcome, decision: Decision | undefined): void {
    if (this.#closed || performance.now() + PAUSE_MS >= deadline) this.#settle(ticket, outcome, decision);
    else setTimeout(() => this.#attempt(ticket), PAUSE_MS);
  }

  /** Whoever is next begins after the step that is under way. */
  #leave(tookMs: number): void {
    this.#left.push(tookMs);
    if (this.#left.length > 1) return;
    queueMicrotask(() => {
      for (const took of this.#left.splice(0)) this.#window.leave(took);
    });
  }

  #expire(ticket: number): void {
    const waiting = this.#waiting.get(ticket);
    // A read that is not answered certainly changed nothing, and what has not begun neither.
    const isOver = waiting?.isOpen !== true || waiting.operation.kind === 'read';
    this.#settle(ticket, isOver ? UNAVAILABLE : LATE, undefined);
  }

  #settle(ticket: number, outcome: Outcome, decision: Decision | undefined): void {
    const waiting = this.#waiting.get(ticket);
    if (waiting === undefined) return;
    this.#waiting.delete(ticket);
    this.#timers.cancel(ticket);
    waiting.answer(outcome, decision);
  }

  askMany(
    operations: readonly Operation[],
    timeoutMs: number | undefined,
    answer: (outcomes: readonly Outcome[]) => void,
  ): void {
    const outcomes: Outcome[] = operations.map(() => UNAVAILABLE);
    const runtime = this.#runtime();
    let left = operations.length;
    if (runtime === undefined || left === 0 || this.#closed) return answer(outcomes);
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

  /** Begins nothing more, and waits for what was begun; what takes longer than `patienceMs` is never answered. */
  async close(patienceMs: number): Promise<void> {
    this.#closed = true;
    const until = performance.now() + patienceMs;
    const isBusy = () => this.#waiting.size + (this.#runtime()?.openRequests ?? 0) > 0;
    while (isBusy() && performance.now() < until)
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    this.#waiting.clear();
    this.#timers.cancelAll();
  }

  list(listing: Listing, answer: (page: KeyPage) => void): void {
    const runtime = this.#runtime();
    if (runtime === undefined || this.#closed) answer({ kind: 'failed', reason: 'unavailable' });
    else runtime.list(listing, answer);
  }
}
