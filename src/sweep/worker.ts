import type { Batch, BatchResult } from './batch.ts';
import { BatchTally } from './batch.ts';
import type { SeedOutcome } from './seed-outcome.ts';

/** A testcase on its way to a worker: what the file said when the sweep began. */
export interface TestcaseText {
  readonly file: string;
  readonly text: string;
}

/** What a worker is told. */
export type Order =
  | { readonly kind: 'prepare'; readonly testcases: readonly TestcaseText[] }
  | ({ readonly kind: 'run' } & Batch);

/** What a worker says. Of a batch it reports piece by piece, in order of seeds. */
export type Report =
  | { readonly kind: 'ready' }
  | { readonly kind: 'ran'; readonly result: BatchResult; readonly millis: number };

/** The way to the sweep that a worker works for. */
export interface Line {
  readonly send: (report: Report) => void;
  readonly onOrder: (hear: (order: Order) => void) => void;
}

/** Runs a testcase, by its number, under one seed. */
export type Play = (testcase: number, seed: number) => SeedOutcome;

/** A worker that dies takes with it no more than this of its work. Unit: milliseconds. */
const REPORT_MS = 250;

/** Works off orders, one at a time and in order. @param prepare reads the testcases */
export function work(line: Line, prepare: (testcases: readonly TestcaseText[]) => Play): void {
  let play: Play | undefined;
  line.onOrder((order) => {
    if (order.kind === 'prepare') {
      play = prepare(order.testcases);
      line.send({ kind: 'ready' });
      return;
    }
    if (play === undefined) throw new Error('a worker got a batch before its testcases');
    void runBatch(order, play, line);
  });
}

/** Between two reports it listens, so that it hears when the sweep is gone. */
async function runBatch({ testcase, from, to }: Batch, play: Play, line: Line): Promise<void> {
  let tally: BatchTally | undefined;
  let since = performance.now();
  for (let seed = from; seed <= to; seed += 1) {
    tally ??= new BatchTally(testcase, seed);
    tally.add(play(testcase, seed));
    const now = performance.now();
    if (seed < to && now - since < REPORT_MS) continue;
    line.send({ kind: 'ran', result: tally.result(), millis: now - since });
    tally = undefined;
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
  }
}
