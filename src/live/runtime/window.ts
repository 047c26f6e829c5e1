/** Fewer would wait for each other on a machine that is slow because others work on it. */
const LEAST_SIZE = 64;
const MOST_SIZE = 4_096;

interface Waiting {
  readonly begin: () => boolean;
  readonly since: number;
}

/**
 * How much a coordinator begins before it is answered: the rest waits in order, so that overload makes a queue and not
 * time-outs. While answers come soon the window grows by one for each of its lengths; at a slow one it shrinks by an
 * eighth, once for each of its lengths. Source: Chiu and Jain, "Analysis of the increase and decrease algorithms", 1989.
 */
export class Window {
  readonly #slowMs: number;
  readonly #now: () => number;
  readonly #waiting: Waiting[] = [];
  /** Place of the first that waits. */
  #first = 0;
  #size = LEAST_SIZE;
  #open = 0;
  /** Answers until it may shrink again. */
  #patience = 0;

  /**
   * @param slowMs from here on an answer is slow: well below the time-out
   * @param now unit: milliseconds
   */
  constructor(slowMs: number, now: () => number) {
    this.#slowMs = slowMs;
    this.#now = now;
  }

  /** Begins it now, or when its turn has come. @param begin false: nobody wants it any more; else it must leave */
  enter(begin: () => boolean): void {
    if (this.#open >= this.#size) this.#waiting.push({ begin, since: this.#now() });
    else this.#begin(begin);
  }

  /** How long whoever is next has waited for its turn: who comes now waits about as long. */
  get waitMs(): number {
    const next = this.#waiting[this.#first];
    return next === undefined ? 0 : this.#now() - next.since;
  }

  /** @param tookMs from its beginning to its answer */
  leave(tookMs: number): void {
    this.#open -= 1;
    this.#patience -= 1;
    if (tookMs < this.#slowMs) this.#size = Math.min(MOST_SIZE, this.#size + 1 / this.#size);
    else if (this.#patience <= 0) {
      this.#size = Math.max(LEAST_SIZE, this.#size * (7 / 8));
      this.#patience = this.#size;
    }
    while (this.#open < this.#size && this.#first < this.#waiting.length) this.#beginNext();
  }

  #beginNext(): void {
    const next = this.#waiting[this.#first];
    this.#first += 1;
    if (this.#first > 1_024 && 2 * this.#first > this.#waiting.length) {
      this.#waiting.splice(0, this.#first);
      this.#first = 0;
    }
    if (next !== undefined) this.#begin(next.begin);
  }

  #begin(begin: () => boolean): void {
    this.#open += 1;
    if (!begin()) this.#open -= 1;
  }
}
