import type { ChildProcess } from 'node:child_process';
import type { Batch } from './batch.ts';
import type { Driver, HearResult, Source } from './drive.ts';
import { Inquest } from './inquest.ts';
import type { Order, Report, TestcaseText } from './worker.ts';

export interface CrewOptions {
  readonly size: number;
  /** Starts a process with a channel to it, in which `work` runs. */
  readonly hire: () => ChildProcess;
  readonly testcases: readonly TestcaseText[];
  /** A worker that is silent for so long is taken for stuck. Unit: milliseconds. */
  readonly patienceMs: number;
  readonly onResult: HearResult;
}

interface Hand {
  readonly process: ChildProcess;
  ready: boolean;
  /** What it works on; its seeds below `next` are reported. */
  batch: Batch | undefined;
  alone: boolean;
  next: number;
  heardAt: number;
  stuck: boolean;
}

/** So many workers in a row that die before they did anything: they cannot work here at all. */
const STILLBORN = 3;
const WATCH_MS = 500;
/** How long a worker may take to begin, on a machine with much else to do. */
const START_MS = 60_000;

/**
 * Workers in processes of their own, each kept busy until the source is empty. What one of them dies of stays its
 * own: another takes its place, and the seeds it had not reported are run again one by one.
 */
export class Crew implements Driver {
  readonly #options: CrewOptions;
  readonly #source: Source;
  readonly #inquest: Inquest;
  readonly #hands = new Set<Hand>();
  readonly ended: Promise<void>;
  #resolve: () => void = () => {};
  #reject: (error: unknown) => void = () => {};
  readonly #watch: NodeJS.Timeout;
  #stillborn = 0;
  #over = false;

  constructor(source: Source, options: CrewOptions) {
    this.#source = source;
    this.#inquest = new Inquest(source);
    this.#options = options;
    this.ended = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#watch = setInterval(() => this.#lookForStuck(), Math.min(WATCH_MS, options.patienceMs));
    for (let i = 0; i < options.size && !this.#over; i += 1) this.#hire();
  }

  stop(): void {
    if (this.#over) return;
    this.#over = true;
    clearInterval(this.#watch);
    for (const { process } of this.#hands) process.kill('SIGKILL');
    this.#resolve();
  }

  /** The source has more: who has nothing to do may begin. */
  wake(): void {
    for (const hand of this.#hands)
      if (hand.ready && hand.batch === undefined) this.#guard(() => this.#handOut(hand));
  }

  #hire(): void {
    const hand: Hand = {
      process: this.#options.hire(),
      ready: false,
      batch: undefined,
      alone: false,
      next: 0,
      heardAt: performance.now(),
      stuck: false,
    };
    this.#hands.add(hand);
    hand.process.on('message', (report) => this.#guard(() => this.#hear(hand, report as Report)));
    hand.process.once('exit', (code, signal) =>
      this.#guard(() => this.#bury(hand, signal ?? `status ${code}`)),
    );
    hand.process.once('error', (error) => this.#guard(() => this.#bury(hand, error.message)));
    this.#tell(hand, { kind: 'prepare', testcases: this.#options.testcases });
  }

  #hear(hand: Hand, report: Report): void {
    // What arrives after the end of its process is done again by another.
    if (this.#over || !this.#hands.has(hand)) return;
    hand.heardAt = performance.now();
    if (report.kind === 'ready') {
      hand.ready = true;
      this.#stillborn = 0;
    } else {
      const { result, millis } = report;
      hand.next = result.to + 1;
      this.#options.onResult(result, millis);
      if (hand.batch !== undefined && hand.next <= hand.batch.to) return;
    }
    this.#handOut(hand);
  }

  #handOut(hand: Hand): void {
    const portion = this.#source.take();
    hand.batch = portion?.batch;
    if (portion !== undefined) {
      hand.alone = portion.alone;
      hand.next = portion.batch.from;
      this.#tell(hand, { kind: 'run', ...portion.batch });
    } else if (!this.#source.refills && [...this.#hands].every(({ batch }) => batch === undefined))
      this.stop();
  }

  /** A channel that is already gone is noticed when the process ends. */
  #tell(hand: Hand, order: Order): void {
    hand.process.send(order, () => {});
  }

  #bury(hand: Hand, how: string): void {
    if (this.#over || !this.#hands.delete(hand)) return;
    if (!hand.ready) {
      this.#stillborn += 1;
      if (this.#stillborn >= STILLBORN) throw new Error(`workers die before they begin: ${how}`);
    }
    if (hand.batch !== undefined) {
      const reason = hand.stuck ? 'the worker was stuck' : `the worker died of ${how}`;
      const crashed = this.#inquest.open({ ...hand.batch, from: hand.next }, hand.alone, reason);
      if (crashed !== undefined) this.#options.onResult(crashed, 0);
    }
    this.#hire();
    // Those who had nothing to do may help with what was given back.
    this.wake();
  }

  #lookForStuck(): void {
    const now = performance.now();
    for (const hand of this.#hands) {
      if (hand.ready && hand.batch === undefined) continue;
      const { patienceMs } = this.#options;
      if (now - hand.heardAt < (hand.ready ? patienceMs : Math.max(patienceMs, START_MS))) continue;
      hand.stuck = true;
      hand.process.kill('SIGKILL');
    }
  }

  #guard(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#reject(error);
      this.stop();
    }
  }
}
