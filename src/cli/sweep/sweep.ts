import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatJUnit } from '../../report/junit.ts';
import type { SweepReport } from '../../report/sweep-result.ts';
import { formatSweep } from '../../report/sweep-result.ts';
import { tellSweep } from '../../report/terminal/sweep.ts';
import { Crew } from '../../sweep/crew.ts';
import type { Drive } from '../../sweep/drive.ts';
import type { JournalHead, JournalPast } from '../../sweep/journal.ts';
import { Journal } from '../../sweep/journal.ts';
import type { Broker } from '../../sweep/queue/broker.ts';
import type { SeedRange } from '../../sweep/seed-range.ts';
import type { SweepSummary } from '../../sweep/sweep.ts';
import { sweep } from '../../sweep/sweep.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { makeFolder } from '../make-folder.ts';
import { err, out } from '../output.ts';
import { choosePaint } from '../paint.ts';
import { isSystemError, reasonOf } from '../system-error.ts';
import { badInput } from '../user-error.ts';
import { headOf, pastOf } from './continue.ts';
import { hireWorker } from './hire.ts';
import { loadTexts } from './load.ts';
import { SweepTeller } from './progress.ts';
import { fetchLeft, newQueueName, queueNameIn, throughQueue } from './queued.ts';
import { reachQueue } from './reach.ts';
import { nameOfSweep, reportOf, resumeCommand, workerCommandFor } from './report.ts';
import { shrinkFailures } from './shrunk.ts';

export interface SweepFlags {
  /** Files and folders, as the caller wrote them. */
  readonly words: readonly string[];
  /** undefined: those of the journal, or the usual ones. */
  readonly seeds: SeedRange | undefined;
  /** Where Redis is, whose workers do it; those of this machine where it is not given. */
  readonly queue: string | undefined;
  /** Of this machine. */
  readonly workers: number;
  readonly timeMs: number | undefined;
  readonly patienceMs: number;
  readonly out: string;
  readonly resume: boolean;
  /** Whether to make a run of each kind of failure small. */
  readonly shrink: boolean;
  readonly json: boolean;
  readonly junit: string | undefined;
  readonly colour: boolean | undefined;
}

/** Runs testcases under many seeds in many processes, here or on many machines. */
export async function sweepTestcases(flags: SweepFlags): Promise<ExitStatus> {
  const texts = loadTexts(flags.words);
  const paint = await choosePaint(flags.colour);
  const folder = join(flags.out, 'sweep', nameOfSweep(flags.words));
  const past = flags.resume ? pastOf(folder) : undefined;
  const { junit, queue } = flags;
  const whole = headOf(flags, texts, past);
  const head = queue === undefined ? whole : { ...whole, queue: newQueueName() };
  const broker = queue === undefined ? undefined : await reachQueue(queue);
  if (junit !== undefined) await guard(junit, () => closeSync(openSync(junit, 'a')));
  const teller = new SweepTeller();
  const summary = await guard(folder, () => run(flags, { head, past, folder, broker }, teller)).finally(
    () => {
      teller.end();
      broker?.close();
    },
  );
  const report = reportOf(summary, texts);
  await guard(folder, () => writeFileSync(join(folder, 'summary.json'), formatSweep(report)));
  if (junit !== undefined) await guard(junit, () => writeFileSync(junit, formatJUnit(report)));
  const shrunk =
    flags.shrink && summary.ended !== 'stopped' ? await shrinkFailures(report, folder, flags) : [];
  if (flags.json) out.write(formatSweep(report));
  else {
    const traces = { folder, resume: resumeCommand(flags), shrunk };
    for (const line of tellSweep(report, teller.pace, traces, paint)) out.line(line);
  }
  return STATUSES[report.verdict];
}

const STATUSES: Readonly<Record<SweepReport['verdict'], ExitStatus>> = {
  holds: EXIT.holds,
  broken: EXIT.broken,
  undecided: EXIT.undecided,
  crashed: EXIT.ourBug,
};

interface Work {
  readonly head: JournalHead;
  readonly past: JournalPast | undefined;
  readonly folder: string;
  readonly broker: Broker | undefined;
}

/** Ends when all is done, the time is over, or somebody presses Ctrl-C. Pressed twice, it ends this process at once. */
async function run(flags: SweepFlags, work: Work, teller: SweepTeller): Promise<SweepSummary> {
  const { head, past, folder, broker } = work;
  const stopper = new AbortController();
  const stop = (): void => stopper.abort();
  makeFolder(folder);
  const earlier = queueNameIn(folder);
  const journal = past === undefined ? Journal.begin(folder, head) : Journal.resume(folder, past, head);
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    const isAlone = broker === undefined || earlier === undefined;
    return await sweep({
      ...{ testcases: head.testcases, seeds: head.seeds, journal, timeMs: flags.timeMs },
      past: isAlone ? past : await fetchLeft(broker, earlier, journal, past),
      workers: broker === undefined ? flags.workers : 1,
      drive: broker === undefined ? byCrew(flags, head) : byQueue(flags, head, broker, teller),
      stop: stopper.signal,
      onProgress: (progress) => teller.hear(progress),
    });
  } finally {
    journal.close();
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

function byCrew({ workers, patienceMs }: SweepFlags, { testcases }: JournalHead): Drive {
  return (backlog, onResult) => {
    const size = Math.min(workers, backlog.left);
    return new Crew(backlog, { size, hire: hireWorker, testcases, patienceMs, onResult });
  };
}

function byQueue(flags: SweepFlags, head: JournalHead, broker: Broker, teller: SweepTeller): Drive {
  err.line(`workers: ${workerCommandFor(flags)}`);
  const { patienceMs } = flags;
  return throughQueue(broker, head, { name: nameOfSweep(flags.words), patienceMs }, teller);
}

/** What the file system refuses is for the caller to put right. */
async function guard<T>(path: string, write: () => T): Promise<Awaited<T>> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof Error && error.name === 'ReplyError')
      throw badInput(`Redis refuses what the sweep asks of it: ${error.message}`);
    if (!isSystemError(error)) throw error;
    throw badInput(`${path}: cannot be written, ${reasonOf(error)}; --out and --junit name other places`);
  }
}
