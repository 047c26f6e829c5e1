import { err } from '../output.ts';

const EVERY_MS = 100;

/** One line on a terminal that says how far a long command is. Nothing at all anywhere else. */
export class Progress {
  readonly #total: number;
  readonly #shown = err.isTerminal;
  #done = 0;
  #lastAt = 0;

  constructor(total: number) {
    this.#total = total;
  }

  /** One more piece of work, called `what`, is done. */
  step(what: string): void {
    this.#done += 1;
    if (!this.#shown) return;
    const now = performance.now();
    if (now - this.#lastAt < EVERY_MS) return;
    this.#lastAt = now;
    err.write(`\r\u001b[K${this.#done} of ${this.#total}  ${what}`);
  }

  clear(): void {
    if (this.#shown && this.#lastAt > 0) err.write('\r\u001b[K');
  }
}
