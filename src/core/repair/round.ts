import type { NodeId } from '../ids.ts';
import type { Tick } from '../time.ts';
import { ROOT } from './hash-tree.ts';

/** Nodes of the tree in one question. */
const ASKED_AT_ONCE = 64;
/** Then it is left to the next cycle. */
const MOST_TRIES = 4;

/** One comparison with one peer, from the root of the tree down to the slices that differ. */
export class Round {
  readonly peer: NodeId;
  readonly begunAt: Tick;
  /** Slices that differed in a way that asks for a repair. */
  readonly unlike = new Set<number>();
  #open: number[] = [ROOT];
  #asked: readonly number[] = [];
  #question = 0;
  #askedAt: Tick;
  #tries = 0;

  constructor(peer: NodeId, now: Tick) {
    this.peer = peer;
    this.begunAt = now;
    this.#askedAt = now;
  }

  get isOver(): boolean {
    return this.#open.length === 0 && this.#asked.length === 0;
  }

  /** The number of the question that is open: a second answer to an earlier one says nothing about this one. */
  get question(): number {
    return this.#question;
  }

  get isAnswered(): boolean {
    return this.#asked.length === 0;
  }

  /**
   * The places to ask about now: the next ones, or once more those whose answer did not come.
   * @param question the number of the question, if it is another one
   */
  ask(question: number, now: Tick): readonly number[] {
    this.#askedAt = now;
    this.#tries += 1;
    if (!this.isAnswered) return this.#asked;
    this.#question = question;
    this.#asked = this.#open.slice(0, ASKED_AT_ONCE);
    this.#open = this.#open.slice(ASKED_AT_ONCE);
    return this.#asked;
  }

  /** What was asked last is answered; there are these places to look at yet. */
  answered(open: readonly number[]): void {
    this.#asked = [];
    this.#tries = 0;
    this.#open = [...open, ...this.#open];
  }

  /** @returns what to do about an answer that does not come */
  patience(now: Tick, retryAfter: number): 'wait' | 'ask again' | 'give up' {
    if (now - this.#askedAt < retryAfter) return 'wait';
    return this.#tries < MOST_TRIES ? 'ask again' : 'give up';
  }
}
