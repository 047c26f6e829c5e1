import type { ChildProcess } from 'node:child_process';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** A worker that lived so long has not failed at its start. */
const SOUND_LIFE_MS = 10_000;
/** How long a worker may take to make everything durable. */
const STOP_MS = 8_000;

export type WorkerState = 'starting' | 'up' | 'down';

export interface WorkerOptions {
  /** Counted from 1. */
  readonly number: number;
  readonly address: string;
  /** Starts the process, with a channel; it says `{ kind: 'listening', node }` when it serves. */
  readonly launch: () => ChildProcess;
  readonly changed: (worker: Worker, why: string) => void;
}

/** One node in a process of its own, started again whenever it ends before it is told to. */
export class Worker {
  readonly number: number;
  readonly address: string;
  readonly #options: WorkerOptions;
  #process: ChildProcess | undefined;
  #startedAt = 0;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopping = false;
  #left: (() => void) | undefined;
  state: WorkerState = 'down';
  node: number | undefined;
  starts = 0;

  constructor(options: WorkerOptions) {
    this.number = options.number;
    this.address = options.address;
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  start(): void {
    this.#startedAt = performance.now();
    this.starts += 1;
    this.state = 'starting';
    const process = this.#options.launch();
    this.#process = process;
    process.on('message', (message) => this.#hear(message));
    process.once('error', (error) => this.#ended(process, error.message));
    process.once('exit', (code, signal) => {
      const gone = code === 0 && !this.#stopping ? this.#left : undefined;
      if (gone === undefined) return this.#ended(process, signal ?? `status ${code}`);
      this.#process = undefined;
      this.state = 'down';
      gone();
    });
  }

  /** It is about to leave the cluster: once it has ended by itself, it is gone. @param gone called then, once */
  whenLeft(gone: () => void): void {
    this.#left = gone;
  }

  get isLeaving(): boolean {
    return this.#left !== undefined;
  }

  /** Lets it finish, and waits until it is gone. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#timer);
    const process = this.#process;
    if (process === undefined) return;
    const gone = new Promise((resolve) => process.once('exit', resolve));
    process.kill('SIGTERM');
    const timer = setTimeout(() => process.kill('SIGKILL'), STOP_MS);
    await gone;
    clearTimeout(timer);
  }

  /** As a power cut would. */
  kill(): void {
    this.#process?.kill('SIGKILL');
  }

  #hear(message: unknown): void {
    if (typeof message !== 'object' || message === null || !('node' in message)) return;
    this.node = Number(message.node);
    this.state = 'up';
    this.#options.changed(this, 'is up');
  }

  #ended(process: ChildProcess, how: string): void {
    if (this.#process !== process) return;
    this.#process = undefined;
    this.state = 'down';
    if (this.#stopping) return;
    this.#failures = performance.now() - this.#startedAt > SOUND_LIFE_MS ? 0 : this.#failures + 1;
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, this.#failures - 1));
    this.#options.changed(this, `has ended (${how}) and is started again`);
    this.#timer = setTimeout(() => this.start(), pause);
  }
}
