import type { PointsTable } from '../check/points/points-table.ts';
import type { JudgedRun } from './judge.ts';

export type Verdict = 'holds' | 'broken' | 'undecided';

/** A classic testcase holds when every point that can be graded is earned. */
export function verdictOf(points: PointsTable): Verdict {
  return points.earned === points.gradable ? 'holds' : 'broken';
}

/** A scenario holds when every claim is met, and every point of those that are graded besides is earned. */
export function verdictOfScenario({ met }: JudgedRun, points: PointsTable | undefined): Verdict {
  if (met === 'no' || (points !== undefined && verdictOf(points) === 'broken')) return 'broken';
  return met === 'yes' ? 'holds' : 'undecided';
}
