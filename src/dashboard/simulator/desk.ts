import type { Order, RunOutcome } from './ask.ts';

export interface Question {
  readonly id: number;
  readonly order: Order;
}

export interface Answer {
  readonly id: number;
  readonly ok?: RunOutcome;
  /** A mistake in the testcase, in words for who wrote it. */
  readonly mistake?: string;
}

/** A testcase that cannot be run, in words for who wrote it. */
export class BadTestcase extends Error {}

/** Asks the simulator's thread, and hands on its answers. */
export class Desk {
  readonly #worker: Worker;
  readonly #open = new Map<
    number,
    { readonly done: (outcome: RunOutcome) => void; readonly fail: (e: Error) => void }
  >();
  #asked = 0;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => this.#answered(data));
  }

  run(order: Order): Promise<RunOutcome> {
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((done, fail) => {
      this.#open.set(id, { done, fail });
      this.#worker.postMessage({ id, order } satisfies Question);
    });
  }

  #answered({ id, ok, mistake }: Answer): void {
    const open = this.#open.get(id);
    this.#open.delete(id);
    if (ok !== undefined) open?.done(ok);
    else open?.fail(new BadTestcase(mistake));
  }
}
