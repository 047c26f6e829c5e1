import type { PointsTable } from '../../check/points/points-table.ts';
import type { Paint } from './paint.ts';
import type { Cell } from './table.ts';
import { layTable } from './table.ts';

type Row = PointsTable['rows'][number];

/** The points table: mark, points, claim, what was seen. */
export function tellPoints(points: PointsTable, paint: Paint): readonly string[] {
  return layTable(
    points.rows.map((row) => [
      { text: '' },
      markOf(row, paint),
      { text: row.gradable ? `${row.earned}/${row.points}` : `–/${row.points}`, right: true },
      { text: row.claim },
      { text: row.seen, paint: paint.faint },
    ]),
  );
}

function markOf(row: Row, paint: Paint): Cell {
  if (!row.gradable) return { text: '–', paint: paint.faint };
  return row.earned === row.points ? { text: '✓', paint: paint.good } : { text: '✗', paint: paint.bad };
}

/** `40/40`; `–/40` where the group is too small for all that is graded. */
export function shareOf({ earned, gradable, total }: PointsTable): string {
  return gradable === 0 ? `–/${total}` : `${earned}/${gradable}`;
}

/** `40/40 points`. */
export function pointsOf(points: PointsTable): string {
  return points.gradable === 0 ? `none of ${points.total} points can be graded` : `${shareOf(points)} points`;
}
