import type { PointsTable } from '../check/points/points-table.ts';

export type Verdict = 'holds' | 'broken' | 'undecided';

/** A classic testcase holds when every point that can be graded is earned. */
export function verdictOf(points: PointsTable): Verdict {
  return points.rows.every((row) => !row.gradable || row.earned === row.points) ? 'holds' : 'broken';
}

/** Points that can be had at all. */
export function gradablePoints(points: PointsTable): number {
  return points.rows.reduce((sum, row) => sum + (row.gradable ? row.points : 0), 0);
}
