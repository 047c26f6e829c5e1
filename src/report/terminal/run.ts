import type { Verdict } from '../../explore/verdict.ts';
import type { RunFacts, RunResult } from '../result.ts';
import type { Paint } from './paint.ts';
import { pointsOf, tellPoints } from './points.ts';
import type { Cell } from './table.ts';
import { layTable } from './table.ts';
import { count, list } from './words.ts';

/** Where a run left what. */
export interface Traces {
  /** Names of the files left in the working directory. */
  readonly logs: readonly string[];
  /** The run's own folder. */
  readonly folder: string;
  /** The command that repeats the run. */
  readonly command: string;
}

/** What is about to be run. */
export function tellStart(
  run: Pick<RunFacts, 'testcase' | 'title' | 'seed' | 'remarks'>,
  paint: Paint,
): readonly string[] {
  const head = `${paint.strong(run.testcase)}  ${run.title}, seed ${run.seed}`;
  return [head, ...run.remarks.map((remark) => `  ${paint.faint(`note: ${remark}`)}`)];
}

/** What came of it. */
export function tellResult(result: RunResult, traces: Traces, paint: Paint): readonly string[] {
  const { logs, folder, command } = traces;
  const files = `${list(logs)} here; all of it in ${folder}`;
  return [
    '',
    ...tellPoints(result.points, paint),
    '',
    `  ${tellVerdict(result, paint)}`,
    ...tellEnd(result, files, command, paint),
  ];
}

/** The last lines of every run: the digest, what was kept where, and the command that repeats it. */
export function tellEnd(
  { digest, messages }: RunFacts,
  files: string,
  command: string,
  paint: Paint,
): readonly string[] {
  const rows = [
    ['digest', `${digest} over ${count(digest.events, 'event')}, ${count(messages.sent, 'message')} sent`],
    ['files', files],
    ['again', command],
  ];
  return layTable(
    rows.map(([name = '', text = '']) => [{ text: '' }, { text: name, paint: paint.faint }, { text }]),
  );
}

/** What the summary of several runs says of one. */
export type Summary = Pick<RunFacts, 'testcase' | 'verdict' | 'digest'> & { readonly score: string };

/** One line for a run among several. */
export function tellSummary(results: readonly Summary[], paint: Paint): readonly string[] {
  return layTable(
    results.map((result): readonly Cell[] => [
      { text: '' },
      { text: result.verdict, paint: paintOf(result.verdict, paint) },
      { text: result.score, right: true },
      { text: result.testcase },
      { text: result.digest.toString(), paint: paint.faint },
    ]),
  );
}

function tellVerdict({ verdict, points }: RunResult, paint: Paint): string {
  const left = points.total - points.gradable;
  const missing = left === 0 || points.gradable === 0 ? '' : ` (${left} could not be graded)`;
  return `${paintOf(verdict, paint)(verdict)}: ${pointsOf(points)}${missing}`;
}

export function paintOf(verdict: Verdict, paint: Paint): (text: string) => string {
  if (verdict === 'holds') return paint.good;
  return verdict === 'broken' ? paint.bad : paint.strong;
}
