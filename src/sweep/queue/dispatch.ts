import { setTimeout as pause } from 'node:timers/promises';
import type { Job, Queue } from 'bullmq';
import type { Backlog } from '../backlog.ts';
import type { Batch } from '../batch.ts';
import type { Driver, HearResult, Portion } from '../drive.ts';
import { Inquest } from '../inquest.ts';
import type { Notice } from './board.ts';
import { Board } from './board.ts';
import type { Broker } from './broker.ts';
import type { Piece } from './job.ts';
import { areAll, processesOf } from './job.ts';

const POLL_MS = 100;
const LOOK_MS = 1_000;
/** How long leaving may take where Redis is away. */
const LEAVE_MS = 2_000;
/** Read at once of what is done. */
const MOST_JOBS = 200;
/** Waiting for each process that takes batches: enough that none of them waits. */
const AHEAD = 2;

/**
 * Gets a backlog done by whoever takes batches from a queue. What is in the queue is a part of the backlog only, a
 * little ahead of the workers; what is done is told first and then taken out of the queue. What vanished from it,
 * because Redis forgot, is put there again.
 */
export class Dispatch implements Driver {
  readonly ended: Promise<void>;
  readonly #backlog: Backlog;
  readonly #onResult: HearResult;
  readonly #notice: Notice;
  readonly #board: Board;
  readonly #queue: Queue<Batch, readonly Piece[]>;
  readonly #inquest: Inquest;
  readonly #onWorkers: (processes: number) => void;
  /** What is in the queue, by the name of the job. */
  readonly #out = new Map<string, Portion>();
  #lookedAt = Number.NEGATIVE_INFINITY;
  #over = false;
  #stop: () => void = () => {};

  /** @param onWorkers told how many processes take batches */
  constructor(
    broker: Broker,
    notice: Notice,
    backlog: Backlog,
    onResult: HearResult,
    onWorkers: (processes: number) => void,
  ) {
    this.#backlog = backlog;
    this.#onResult = onResult;
    this.#onWorkers = onWorkers;
    this.#notice = notice;
    this.#board = new Board(broker);
    this.#queue = broker.queue(notice.id);
    this.#inquest = new Inquest(backlog);
    const stopped = new Promise<void>((resolve) => {
      this.#stop = resolve;
    });
    this.ended = Promise.race([this.#work(), stopped]).finally(() => this.#leave());
  }

  stop(): void {
    this.#stop();
  }

  async #work(): Promise<void> {
    while (!this.#over && (this.#backlog.left > 0 || this.#out.size > 0)) {
      if (performance.now() - this.#lookedAt >= LOOK_MS) await this.#lookAround();
      await this.#fill();
      if (!(await this.#collect())) await pause(POLL_MS);
    }
  }

  async #fill(): Promise<void> {
    const more = new Map<string, Portion>();
    const wanted = AHEAD * (this.#backlog.workers + 1);
    while (this.#out.size + more.size < wanted) {
      const portion = this.#backlog.take();
      if (portion === undefined) break;
      more.set(nameOf(portion.batch), portion);
    }
    for (const [name, portion] of more) this.#out.set(name, portion);
    await this.#put(more);
  }

  /** A job that is in the queue already stays as it is. */
  async #put(portions: ReadonlyMap<string, Portion>): Promise<void> {
    if (portions.size === 0) return;
    await this.#queue.addBulk(
      [...portions].map(([jobId, { batch }]) => ({
        name: 'batch',
        data: batch,
        opts: { jobId },
      })),
    );
  }

  /** Takes what is done out of the queue. @returns whether there was anything */
  async #collect(): Promise<boolean> {
    const [completed, failed] = await Promise.all([
      this.#queue.getCompleted(0, MOST_JOBS - 1),
      this.#queue.getFailed(0, MOST_JOBS - 1),
    ]);
    if (this.#over) return false;
    for (const job of completed) this.#settle(job, job.returnvalue);
    for (const job of failed) this.#settle(job, []);
    await Promise.all([...completed, ...failed].map((job) => job.remove()));
    return completed.length + failed.length > 0;
  }

  #settle({ id = '', failedReason }: Job<Batch, readonly Piece[]>, pieces: readonly Piece[]): void {
    const portion = this.#out.get(id);
    if (portion === undefined) return;
    this.#out.delete(id);
    const { batch, alone } = portion;
    if (areAll(pieces, batch)) {
      for (const [result, millis] of pieces) this.#onResult(result, millis);
      return;
    }
    const reason = failedReason === undefined ? 'the worker left out seeds' : 'its workers were lost';
    const crashed = this.#inquest.open(batch, alone, reason);
    if (crashed !== undefined) this.#onResult(crashed, 0);
  }

  async #lookAround(): Promise<void> {
    this.#lookedAt = performance.now();
    await this.#board.post(this.#notice);
    const workers = await this.#queue.getWorkers();
    const processes = workers.reduce((sum, { rawname = '' }) => sum + processesOf(rawname), 0);
    this.#backlog.workers = Math.max(1, processes);
    this.#onWorkers(processes);
    const there = await this.#queue.getJobCountByTypes(
      ...(['waiting', 'active', 'completed', 'failed'] as const),
    );
    if (there < this.#out.size) await this.#put(this.#out);
  }

  async #leave(): Promise<void> {
    this.#over = true;
    const finished = this.#backlog.left === 0 && this.#out.size === 0;
    const tidy = async (): Promise<void> => {
      await this.#board.remove(this.#notice.id);
      // What is being done now is there to be fetched by whoever goes on.
      await (finished ? this.#queue.obliterate({ force: true }) : this.#queue.drain());
      await this.#queue.close();
    };
    await Promise.race([tidy(), pause(LEAVE_MS)]);
  }
}

function nameOf({ testcase, from, to }: Batch): string {
  return `${testcase}.${from}-${to}`;
}
