import type { Simulator } from './ask.ts';

type Method = keyof Simulator;

/** One question from the page to the simulator's thread. */
export interface Question {
  readonly id: number;
  readonly method: Method;
  readonly words: readonly unknown[];
}

export interface Answer {
  readonly id: number;
  readonly ok?: unknown;
  /** A mistake in the testcase, in words for who wrote it. */
  readonly mistake?: string;
  /** A mistake of ours. */
  readonly bug?: string;
}

/** A testcase that cannot be run, in words for who wrote it. */
export class BadTestcase extends Error {
  override readonly name = 'BadTestcase';
}

interface Waiting {
  readonly done: (answer: unknown) => void;
  readonly fail: (error: Error) => void;
}

/** Asks the simulator's thread, and hands on its answers. */
export class Desk {
  readonly #worker: Worker;
  readonly #open = new Map<number, Waiting>();
  #asked = 0;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => this.#answered(data));
    worker.addEventListener('error', ({ message }) => {
      for (const { fail } of this.#open.values()) fail(new Error(message));
      this.#open.clear();
    });
  }

  ask<M extends Method>(method: M, ...words: Parameters<Simulator[M]>): Promise<ReturnType<Simulator[M]>> {
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((done, fail) => {
      this.#open.set(id, { done: done as Waiting['done'], fail });
      this.#worker.postMessage({ id, method, words } satisfies Question);
    });
  }

  #answered({ id, ok, mistake, bug }: Answer): void {
    const open = this.#open.get(id);
    this.#open.delete(id);
    if (mistake !== undefined) open?.fail(new BadTestcase(mistake));
    else if (bug !== undefined) open?.fail(new Error(bug));
    else open?.done(ok);
  }
}
