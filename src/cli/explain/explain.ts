import { join } from 'node:path';
import type { TraceWitness } from '../../check/trace/witness.ts';
import type { FuturesPlan, Odds } from '../../explore/explain/futures.ts';
import { findOdds, steepestRise } from '../../explore/explain/futures.ts';
import type { Recording } from '../../explore/explain/recording.ts';
import { recordRun, rowToExplain } from '../../explore/explain/recording.ts';
import type { Story } from '../../explore/explain/story.ts';
import { tellStory } from '../../explore/explain/story.ts';
import type { JudgedRow } from '../../explore/judge.ts';
import { tellOdds } from '../../report/terminal/odds.ts';
import type { Paint } from '../../report/terminal/paint.ts';
import { tellStoryLines } from '../../report/terminal/story.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { applicationCommand } from '../home.ts';
import { OurBug } from '../our-bug.ts';
import { err, out } from '../output.ts';
import { choosePaint } from '../paint.ts';
import { writeReport } from '../report/write-report.ts';
import { RUN_DEFAULTS } from '../run/defaults.ts';
import { asOperand } from '../shell.ts';
import type { OpenedRun } from '../testcase/open-run.ts';
import { openRun } from '../testcase/open-run.ts';
import { badUsage } from '../user-error.ts';
import { planFutures } from './plan-futures.ts';

export interface ExplainOptions {
  /** What the caller named: a folder of a run or a testcase. */
  readonly word: string;
  readonly seed: number | undefined;
  readonly checker: string | undefined;
  /** Futures from each moment; undefined: as many as a budget allows. */
  readonly futures: number | undefined;
  readonly report: string | undefined;
  readonly colour: boolean | undefined;
}

/** Tells why a run broke what it claims, and from when on that was inevitable. */
export async function explain(options: ExplainOptions): Promise<ExitStatus> {
  const opened = await openRun(options.word, options.seed);
  const paint = await choosePaint(options.colour);
  const { scenario, file, name } = opened;
  const command = `${applicationCommand()} explain ${asOperand(file)} --seed ${scenario.seed}`;
  const recording = OurBug.watch(command, () => recordRun(scenario));
  out.line(`${paint.strong(name)}  ${scenario.title}, seed ${scenario.seed}`);
  tellOtherDigest(opened, recording, paint);
  const row = rowNamed(recording, options.checker);
  const witness = row?.witness;
  const told =
    row === undefined || witness === undefined
      ? undefined
      : OurBug.watch(command, () => tellOne(recording, row, witness, options.futures, paint));
  if (told === undefined) out.line('  nothing to explain: no checker found anything broken');
  const folder = options.report ?? join(RUN_DEFAULTS.out, name, `${scenario.seed}`);
  const page = writeReport(folder, {
    testcase: name,
    command,
    recording,
    story: told?.story,
    odds: told?.odds,
  });
  out.line();
  out.line(`  ${paint.faint('report')}  ${page}`);
  out.line(`  ${paint.faint('again')}   ${command}`);
  return statusOf(recording);
}

interface Told {
  readonly story: Story;
  readonly odds: { readonly odds: readonly Odds[]; readonly remark: string | undefined } | undefined;
}

function tellOne(
  recording: Recording,
  row: JudgedRow,
  witness: TraceWitness,
  asked: number | undefined,
  paint: Paint,
): Told {
  const story = tellStory(recording, row, witness);
  for (const line of tellStoryLines(story, paint)) out.line(line);
  const { futures, remark } = planFutures(asked, recording.events.length);
  if (futures === 0) return { story, odds: undefined };
  out.line();
  const odds = tryFutures(recording.scenario, row, { futures, until: story.to });
  for (const line of tellOdds(odds, steepestRise(odds), story.lines, paint)) out.line(line);
  if (remark !== undefined) out.line(paint.faint(`  ${remark}`));
  return { story, odds: { odds, remark } };
}

/** A run that is not the one that was kept: another version made it, or its testcase has changed. */
function tellOtherDigest({ kept }: OpenedRun, { digest }: Recording, paint: Paint): void {
  if (kept === undefined || kept.digest === digest) return;
  const text = `this is not the run that was kept: its digest is ${digest} and not ${kept.digest}; that one was made by version ${kept.version}`;
  out.line(paint.bad(`  ${text}`));
}

function tryFutures(scenario: Scenario, row: JudgedRow, plan: FuturesPlan): readonly Odds[] {
  if (!err.isTerminal) return findOdds(scenario, row, plan);
  const onProgress = (done: number, of: number): void =>
    err.write(done === of ? '\r\u001b[K' : `\r  trying futures, ${done} of ${of} moments`);
  const odds = findOdds(scenario, row, { ...plan, onProgress });
  err.write('\r\u001b[K');
  return odds;
}

function rowNamed({ judged }: Recording, checker: string | undefined): JudgedRow | undefined {
  if (checker === undefined) return rowToExplain(judged);
  const row = judged.rows.find((candidate) => candidate.checker === checker);
  if (row !== undefined) return row;
  const allowed = judged.rows.map((candidate) => candidate.checker).join(', ');
  throw badUsage(`--checker is '${checker}'; allowed here: ${allowed}`);
}

function statusOf({ judged }: Recording): ExitStatus {
  if (judged.met === 'no') return EXIT.broken;
  return judged.met === 'yes' ? EXIT.holds : EXIT.undecided;
}
