import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

/** What a node is started with. */
export interface Launch {
  /** The program that has the command `serve`, as node starts it. */
  readonly program: string;
  readonly flags: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Where its log goes. */
  readonly log: string;
}

/** One life of a real node: a process of its own, which ends with this one at the latest. */
export class NodeProcess {
  readonly #child: ChildProcess;
  /** Settles when it is gone, however that came. */
  readonly ended: Promise<string>;
  /** Settles when it serves, or is gone. */
  readonly listening: Promise<void>;
  #isGone = false;
  #mayEnd = false;

  constructor({ program, flags, environment, log }: Launch) {
    const fd = openSync(log, 'a');
    const { PATH = '' } = process.env;
    this.#child = spawn(process.execPath, [program, 'serve', ...flags], {
      stdio: ['ignore', 'ignore', fd, 'ipc'],
      // Ctrl-C is for this process, which ends the others.
      detached: true,
      env: { PATH, ...environment },
    });
    closeSync(fd);
    this.ended = new Promise((resolve) => {
      const tell = (why: string): void => {
        this.#isGone = true;
        resolve(why);
      };
      this.#child.once('error', (error) => tell(error.message));
      this.#child.once('exit', (code, signal) => tell(signal ?? `status ${code}`));
    });
    this.listening = new Promise((resolve) => {
      this.#child.once('message', () => resolve());
      this.#child.once('exit', () => resolve());
    });
    // What is said to a process that has just died is lost, as it should be.
    this.#child.on('error', () => {});
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  /** Whether nobody wonders if it ends by itself. */
  get mayEnd(): boolean {
    return this.#mayEnd;
  }

  /** As a power cut ends it, but that what it gave to the system is kept. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }

  pause(): void {
    this.#child.kill('SIGSTOP');
  }

  resume(): void {
    this.#child.kill('SIGCONT');
  }

  /** An order of the drill. */
  tell(order: object): void {
    if (this.#child.connected) this.#child.send(order, () => {});
  }

  /** A node that leaves the ring ends by itself. */
  allowToEnd(): void {
    this.#mayEnd = true;
  }
}
