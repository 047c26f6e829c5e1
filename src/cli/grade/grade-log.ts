import { SUBJECTS, subjectNamed } from '../../check/points/subject.ts';
import { LogJudge } from '../../explore/log-judge.ts';
import { verdictOf } from '../../explore/verdict.ts';
import { pointsOf, tellPoints } from '../../report/terminal/points.ts';
import { count } from '../../report/terminal/words.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { feedFile } from '../feed-file.ts';
import { out } from '../output.ts';
import { choosePaint } from '../paint.ts';
import { badInput, badUsage } from '../user-error.ts';

export interface GradeLogOptions {
  readonly log: string;
  /** The name of the classic testcase that the log is of. */
  readonly as: string;
  readonly json: boolean;
  readonly colour: boolean | undefined;
}

/** Grades a log that some other program wrote. */
export async function gradeLog(options: GradeLogOptions): Promise<ExitStatus> {
  const { log, as, json } = options;
  const subject = subjectNamed(as);
  if (subject === undefined)
    throw badUsage(`--as is '${as}'; allowed is one of ${Object.keys(SUBJECTS).join(', ')}`);
  const judge = new LogJudge(subject);
  feedFile(log, 'a dbg.log that can be read', (piece) => judge.feed(piece));
  const points = judge.end();
  const { records, unknown } = judge.lines;
  if (records === 0)
    throw badInput(`${log}:1:1: no line of a dbg.log; allowed: lines like ' 1.0.0.0:0 [0] APP'`);
  const verdict = verdictOf(points);
  if (json) out.line(JSON.stringify({ log, as, verdict, unknown, points }, undefined, 2));
  else {
    const paint = await choosePaint(options.colour);
    const odd = unknown === 0 ? '' : `, ${count(unknown, 'line')} not understood`;
    out.line(`${paint.strong(log)}  graded as ${as}: ${count(records, 'record')}${odd}`);
    for (const line of tellPoints(points, paint)) out.line(line);
    out.line(`  ${verdict}: ${pointsOf(points)}`);
  }
  return verdict === 'holds' ? EXIT.holds : EXIT.broken;
}
