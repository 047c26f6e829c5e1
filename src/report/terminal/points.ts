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
