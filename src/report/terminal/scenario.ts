import type { AnswerCounts, ScenarioResult } from '../result.ts';
import { tellClaims, tellWitnesses } from './claims.ts';
import type { Paint } from './paint.ts';
import { pointsOf, tellPoints } from './points.ts';
import { paintOf, tellEnd } from './run.ts';
import { count } from './words.ts';

/** The title, the reasons and the seed of a scenario that is about to be run. */
export function tellScenario(
  run: Pick<ScenarioResult, 'testcase' | 'title' | 'why' | 'source' | 'seed' | 'remarks'>,
  paint: Paint,
): readonly string[] {
  const { why, source } = run;
  return [
    `${paint.strong(run.testcase)}  ${run.title}, seed ${run.seed}`,
    ...(why === '' ? [] : tellLong('why', why)),
    ...(source === '' ? [] : tellLong('source', source)),
    ...run.remarks.map((remark) => `  ${paint.faint(`note: ${remark}`)}`),
  ];
}

/** What came of it. @param clients how many asked */
export function tellScenarioResult(
  result: ScenarioResult,
  clients: number,
  traces: { readonly files: string; readonly command: string },
  paint: Paint,
): readonly string[] {
  const { rows, answers, points } = result;
  return [
    ...(answers.asked === 0 ? [] : [`  ${tellAnswers(answers, clients)}`]),
    '',
    ...tellClaims(rows, paint),
    ...(points === undefined ? [] : ['', ...tellPoints(points, paint)]),
    ...tellWitnesses(rows, paint),
    '',
    `  ${paintOf(result.verdict, paint)(result.verdict)}: ${scoreOf(result)}`,
    ...tellEnd(result, traces.files, traces.command, paint),
  ];
}

/** `5/6 claims met`. */
export function scoreOf({ rows, points }: Pick<ScenarioResult, 'rows' | 'points'>): string {
  const met = rows.filter((row) => row.met).length;
  const share = `${met}/${rows.length} claims met`;
  return points === undefined ? share : `${share}, ${pointsOf(points)}`;
}

function tellAnswers({ asked, ok, failed, unknown }: AnswerCounts, clients: number): string {
  const who = clients === 0 ? 'the scenario' : count(clients, 'client');
  return `${who} asked ${count(asked, 'time')}: ${ok} ok, ${failed} failed, ${unknown} unknown`;
}

const WIDTH = 100;
const INDENT = 10;

/** `  why     Because …`, in as many lines as it takes. */
function tellLong(name: string, text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.trim().split(/\s+/)) {
    if (line !== '' && INDENT + line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? word : ` ${word}`;
  }
  return [...lines, line].map((part, i) => (i === 0 ? `  ${name}` : '').padEnd(INDENT) + part);
}
