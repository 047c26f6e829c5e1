import { LARGEST_SEED } from '../../lib/chance.ts';
import type { JournalHead, JournalPast } from '../../sweep/journal.ts';
import { JournalError, readJournal } from '../../sweep/journal.ts';
import type { SeedRange } from '../../sweep/seed-range.ts';
import type { TestcaseText } from '../../sweep/worker.ts';
import { isSystemError, reasonOf } from '../system-error.ts';
import { badInput, badUsage } from '../user-error.ts';
import { fingerprintOfProgram } from './build.ts';

/** For each testcase, where nothing is said. */
const USUAL: SeedRange = { from: 1, to: 1_000 };
const ENDLESS: SeedRange = { from: 1, to: LARGEST_SEED };

/** Whether the seeds have no end but that of the time. */
export function isEndless({ to }: SeedRange): boolean {
  return to === LARGEST_SEED;
}

/** The journal to go on with, if there is one. @throws UserError where it is no good */
export function pastOf(folder: string): JournalPast | undefined {
  try {
    return readJournal(folder);
  } catch (error) {
    if (error instanceof JournalError) throw badInput(`${error.message}; begin anew, without --resume`);
    if (isSystemError(error))
      throw badInput(`${folder}: ${reasonOf(error)}; allowed: the journal of a sweep`);
    throw error;
  }
}

/**
 * What this sweep is of.
 * @throws UserError where the journal is of something else, since then its results would be wrong
 */
export function headOf(
  { seeds, timeMs }: { readonly seeds: SeedRange | undefined; readonly timeMs: number | undefined },
  texts: readonly TestcaseText[],
  past: JournalPast | undefined,
): JournalHead {
  const usual = past?.head.seeds ?? (timeMs === undefined ? USUAL : ENDLESS);
  const testcases = texts.map(({ file, text }) => ({ file, text }));
  const head: JournalHead = { journal: 1, program: fingerprintOfProgram(), testcases, seeds: seeds ?? usual };
  if (past !== undefined) refuseOther(past.head, head);
  return head;
}

function refuseOther(before: JournalHead, now: JournalHead): void {
  const anew = 'begin anew, without --resume';
  if (before.journal !== now.journal || before.program !== now.program)
    throw badInput(`the journal was written by another version of this program; ${anew}`);
  if (JSON.stringify(before.testcases) !== JSON.stringify(now.testcases))
    throw badInput(`the journal is of other testcases, or they have changed; ${anew}`);
  const { from, to } = before.seeds;
  if (now.seeds.from > from || now.seeds.to < to)
    throw badUsage(`--seeds leaves out seeds of the journal; allowed: none, or at least ${from}..${to}`);
}
