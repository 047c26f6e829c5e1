import type { FuturesPlan, Odds } from '../../explore/explain/futures.ts';
import { findOdds, steepestRise } from '../../explore/explain/futures.ts';
import type { Recording } from '../../explore/explain/recording.ts';
import { recordRun, rowToExplain } from '../../explore/explain/recording.ts';
import { tellStory } from '../../explore/explain/story.ts';
import type { JudgedRow } from '../../explore/judge.ts';
import { tellOdds } from '../../report/terminal/odds.ts';
import { tellStoryLines } from '../../report/terminal/story.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { applicationCommand } from '../home.ts';
import { OurBug } from '../our-bug.ts';
import { err, out } from '../output.ts';
import { choosePaint } from '../paint.ts';
import { asOperand } from '../shell.ts';
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
  const opened = openRun(options.word, options.seed);
  const paint = await choosePaint(options.colour);
  const { scenario, file, name } = opened;
  const command = `${applicationCommand()} explain ${asOperand(file)} --seed ${scenario.seed}`;
  const recording = OurBug.watch(command, () => recordRun(scenario));
  out.line(`${paint.strong(name)}  ${scenario.title}, seed ${scenario.seed}`);
  const row = rowNamed(recording, options.checker);
  if (row?.witness === undefined) {
    out.line('  nothing to explain: no checker found anything broken');
    return statusOf(recording);
  }
  const { witness } = row;
  const story = OurBug.watch(command, () => tellStory(recording, row, witness));
  for (const line of tellStoryLines(story, paint)) out.line(line);
  const budget = planFutures(options.futures, recording.events.length);
  if (budget.futures > 0) {
    out.line();
    const odds = OurBug.watch(command, () =>
      tryFutures(scenario, row, { futures: budget.futures, until: story.to }),
    );
    for (const line of tellOdds(odds, steepestRise(odds), story.lines, paint)) out.line(line);
    if (budget.remark !== undefined) out.line(paint.faint(`  ${budget.remark}`));
  }
  out.line(`  ${paint.faint('again')}  ${command}`);
  return statusOf(recording);
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
