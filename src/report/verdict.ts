import type { PointsTable } from '../check/points/points-table.ts';

export type Verdict = 'holds' | 'broken' | 'undecided';

/** A classic testcase holds when every point that can be graded is earned. */
export function verdictOf(points: PointsTable): Verdict {
  return points.earned === points.gradable ? 'holds' : 'broken';
}
