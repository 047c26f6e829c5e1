import { Backlog } from './backlog.ts';
import type { BatchResult } from './batch.ts';
import type { Drive } from './drive.ts';
import type { Journal, JournalPast } from './journal.ts';
import type { SeedRange } from './seed-range.ts';
import { disjoint, gapsIn, sizeOf } from './seed-range.ts';
import type { TestcaseSummary } from './summary.ts';
import { TestcaseTally } from './summary.ts';
import type { TestcaseText } from './worker.ts';

export interface SweepOptions {
  readonly testcases: readonly TestcaseText[];
  /** For each testcase. */
  readonly seeds: SeedRange;
  /** How many share the work, as far as is known at the beginning. */
  readonly workers: number;
  /** Who does the work. */
  readonly drive: Drive;
  /** When to stop although there is more to do. Unit: milliseconds from now. */
  readonly timeMs: number | undefined;
  /** Stops at once. */
  readonly stop: AbortSignal;
  /** Where what is done is noted. */
  readonly journal: Pick<Journal, 'add'>;
  /** What earlier sweeps did of the same. */
  readonly past: JournalPast | undefined;
  readonly onProgress: (progress: SweepProgress) => void;
}

export interface SweepProgress {
  /** Runs done, those of earlier sweeps too. */
  readonly done: number;
  readonly wanted: number;
  readonly failed: number;
}

export interface SweepSummary {
  /** `time`: its time was over; `stopped`: somebody stopped it. */
  readonly ended: 'finished' | 'time' | 'stopped';
  readonly seeds: SeedRange;
  /** Runs of all testcases: those that were to be, and those that were not done yet. */
  readonly wanted: number;
  readonly left: number;
  /** In the order of the testcases. */
  readonly testcases: readonly TestcaseSummary[];
}

/** Runs every testcase under every seed, each once, as far as that was not done before. */
export async function sweep(options: SweepOptions): Promise<SweepSummary> {
  const { testcases, seeds, workers, past, journal, stop } = options;
  const before = testcases.map((_, number) => doneBefore(past, number));
  const tallies = testcases.map(() => new TestcaseTally());
  const wanted = sizeOf(seeds) * testcases.length;
  const count = (result: BatchResult): void => {
    tallies[result.testcase]?.add(result);
  };
  const told = (): void => options.onProgress(progressOf(tallies, wanted));
  for (const result of before.flat()) count(result);
  told();
  let ended: SweepSummary['ended'] = 'finished';
  const backlog = new Backlog(
    before.map((done) => gapsIn(seeds, done)),
    workers,
  );
  if (backlog.left > 0 && !stop.aborted) {
    const driver = options.drive(backlog, (result, millis) => {
      backlog.learn(result.testcase, sizeOf(result), millis);
      journal.add(result);
      count(result);
      told();
    });
    const end = (how: SweepSummary['ended']) => (): void => {
      ended = how;
      driver.stop();
    };
    const onStop = end('stopped');
    stop.addEventListener('abort', onStop);
    const clock = options.timeMs === undefined ? undefined : setTimeout(end('time'), options.timeMs);
    try {
      await driver.ended;
    } finally {
      clearTimeout(clock);
      stop.removeEventListener('abort', onStop);
    }
  }
  const { done } = progressOf(tallies, wanted);
  return { ended, seeds, wanted, left: wanted - done, testcases: tallies.map((tally) => tally.summary()) };
}

/** What earlier sweeps did of one testcase; where two of them did the same seed, it counts once. */
function doneBefore(past: JournalPast | undefined, testcase: number): readonly BatchResult[] {
  return disjoint((past?.results ?? []).filter((result) => result.testcase === testcase));
}

function progressOf(tallies: readonly TestcaseTally[], wanted: number): SweepProgress {
  const sum = (of: (tally: TestcaseTally) => number): number =>
    tallies.reduce((total, tally) => total + of(tally), 0);
  return { done: sum(({ runs }) => runs), wanted, failed: sum(({ failed }) => failed) };
}
