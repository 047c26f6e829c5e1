import { tellProgress } from '../../report/terminal/sweep.ts';
import type { SweepProgress } from '../../sweep/sweep.ts';
import { err } from '../output.ts';

const TERMINAL_MS = 200;
const ELSEWHERE_MS = 10_000;

/** How far a sweep is: one line that changes on a terminal, a new line now and then anywhere else. */
export class SweepTeller {
  readonly #onTerminal = err.isTerminal;
  readonly #timer: NodeJS.Timeout;
  readonly #startedAt = performance.now();
  #first: SweepProgress | undefined;
  #last: SweepProgress | undefined;
  #workers: number | undefined;

  constructor() {
    this.#timer = setInterval(() => this.#tell(), this.#onTerminal ? TERMINAL_MS : ELSEWHERE_MS);
    this.#timer.unref();
  }

  hear(progress: SweepProgress): void {
    this.#first ??= progress;
    this.#last = progress;
  }

  /** So many processes work for the queue at the moment. */
  hearWorkers(processes: number): void {
    this.#workers = processes;
  }

  /** Runs of this process, and how long they took. Unit: milliseconds. */
  get pace(): { readonly runs: number; readonly millis: number } {
    const runs = (this.#last?.done ?? 0) - (this.#first?.done ?? 0);
    return { runs, millis: performance.now() - this.#startedAt };
  }

  end(): void {
    clearInterval(this.#timer);
    if (this.#onTerminal) err.write('\r\u001b[K');
  }

  #tell(): void {
    if (this.#last === undefined) return;
    const text = tellProgress(this.#last, this.pace, this.#workers);
    if (this.#onTerminal) err.write(`\r\u001b[K${text}`);
    else err.line(text);
  }
}
