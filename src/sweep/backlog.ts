import type { Batch } from './batch.ts';
import type { Portion, Source } from './drive.ts';
import type { SeedRange } from './seed-range.ts';
import { sizeOf } from './seed-range.ts';

/** How long a batch should take: long against handing it out, short against waiting for it. Unit: milliseconds. */
const BATCH_MS = 500;

/** What is still to be done of one testcase. */
interface Queue {
  /** Ascending; the first is handed out first. */
  readonly gaps: SeedRange[];
  /** What a worker died of, somewhere in it: handed out seed by seed. */
  readonly suspects: SeedRange[];
  left: number;
  /** Of all workers together. */
  spentMs: number;
  runs: number;
}

/**
 * What is still to be done, and in which portions. Testcases take turns so that each gets the same share of time, and
 * towards the end batches shrink, so that no worker is left alone with a long one.
 */
export class Backlog implements Source {
  readonly refills = false;
  readonly #queues: readonly Queue[];
  /** How many share the work, as far as is known. */
  workers: number;

  /** @param gaps for each testcase, what is to be done of it */
  constructor(gaps: readonly (readonly SeedRange[])[], workers: number) {
    this.workers = workers;
    this.#queues = gaps.map((of) => ({
      gaps: [...of],
      suspects: [],
      left: of.reduce((sum, range) => sum + sizeOf(range), 0),
      spentMs: 0,
      runs: 0,
    }));
  }

  /** Runs that nobody has been given yet. */
  get left(): number {
    return this.#queues.reduce((sum, { left }) => sum + left, 0);
  }

  take(): Portion | undefined {
    let testcase = -1;
    for (const [i, queue] of this.#queues.entries()) {
      if (queue.left > 0 && queue.spentMs < (this.#queues[testcase]?.spentMs ?? Number.POSITIVE_INFINITY))
        testcase = i;
    }
    const queue = this.#queues[testcase];
    if (queue === undefined) return undefined;
    const alone = queue.suspects.length > 0;
    const range = cut(alone ? queue.suspects : queue.gaps, alone ? 1 : this.#portion(queue));
    queue.left -= sizeOf(range);
    return { batch: { testcase, ...range }, alone };
  }

  giveBack({ testcase, from, to }: Batch): void {
    const queue = this.#queues[testcase];
    if (queue === undefined || from > to) return;
    queue.suspects.push({ from, to });
    queue.left += sizeOf({ from, to });
  }

  /** So many runs of a testcase took so long. */
  learn(testcase: number, runs: number, millis: number): void {
    const queue = this.#queues[testcase];
    if (queue === undefined) return;
    queue.spentMs += millis;
    queue.runs += runs;
  }

  /** The first batches are small, since nothing is known of the testcase. */
  #portion({ left, spentMs, runs }: Queue): number {
    const wanted = runs === 0 ? 1 : Math.floor((BATCH_MS * runs) / Math.max(spentMs, 1));
    return Math.max(1, Math.min(wanted, Math.ceil(left / (2 * this.workers))));
  }
}

/** Takes up to `most` seeds from the first of some ranges. */
function cut(ranges: SeedRange[], most: number): SeedRange {
  const first = ranges.shift();
  if (first === undefined) throw new RangeError('nothing is left to hand out');
  if (sizeOf(first) <= most) return first;
  const to = first.from + most - 1;
  ranges.unshift({ from: to + 1, to: first.to });
  return { from: first.from, to };
}
