import type { ExecutionContext } from 'ava';
import { gradePoints } from '../../../src/check/points/grader.ts';
import type { PointsTable } from '../../../src/check/points/points-table.ts';
import type { ClassicSubject } from '../../../src/check/points/subject.ts';
import { readLog } from '../../../src/trace/classic/read-log.ts';
import type { MadeLog } from './made-logs.ts';

/** One thing made wrong in a log that was right. */
export type Fault = (log: MadeLog) => MadeLog;

export function grade(subject: ClassicSubject, log: MadeLog): PointsTable {
  return gradePoints(subject, readLog(log.join('\n')).records);
}

/** Which line is meant: the first that contains a text, or that a test accepts. */
type Which = string | ((line: string) => boolean);

export function without(which: Which, nth = 0): Fault {
  return (log) => log.toSpliced(find(log, which, nth), 1);
}

export function twice(which: Which): Fault {
  return (log) => {
    const at = find(log, which, 0);
    return log.toSpliced(at, 0, ...log.slice(at, at + 1));
  };
}

export function change(which: Which, from: string | RegExp, to: string | ((part: string) => string)): Fault {
  return (log) => {
    const at = find(log, which, 0);
    const line = log[at] ?? '';
    const pattern = typeof from === 'string' ? new RegExp(from.replace(/[[\]]/g, '\\$&'), 'g') : from;
    return log.with(at, typeof to === 'string' ? line.replace(pattern, to) : line.replace(pattern, to));
  };
}

/** Adds a line before the one meant. */
export function before(which: Which, line: string): Fault {
  return (log) => log.toSpliced(find(log, which, 0), 0, line);
}

export function atEnd(...lines: readonly string[]): Fault {
  return (log) => [...log, ...lines];
}

/** Asserts which rows, counted from 0, earn nothing; all others earn their points. */
export function assertLost(t: ExecutionContext, table: PointsTable, lost: readonly number[]): void {
  t.deepEqual(
    table.rows.flatMap(({ earned, gradable }, i) => (gradable && earned === 0 ? [i] : [])),
    lost,
    JSON.stringify(table.rows, undefined, 1),
  );
}

function find(log: MadeLog, which: Which, nth: number): number {
  const meant = typeof which === 'string' ? (line: string) => line.includes(which) : which;
  const found = log.flatMap((line, i) => (meant(line) ? [i] : []))[nth];
  if (found === undefined) throw new Error(`no such line: ${which}`);
  return found;
}
