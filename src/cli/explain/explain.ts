import type { Recording } from '../../explore/explain/recording.ts';
import { recordRun, rowToExplain } from '../../explore/explain/recording.ts';
import { tellStory } from '../../explore/explain/story.ts';
import type { JudgedRow } from '../../explore/judge.ts';
import { tellStoryLines } from '../../report/terminal/story.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { applicationCommand } from '../home.ts';
import { OurBug } from '../our-bug.ts';
import { out } from '../output.ts';
import { choosePaint } from '../paint.ts';
import { asOperand } from '../shell.ts';
import { openRun } from '../testcase/open-run.ts';
import { badUsage } from '../user-error.ts';

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
  return statusOf(recording);
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
