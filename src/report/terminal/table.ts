/** A cell: what it says, how it stands out, and to which side it leans. */
export interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
  readonly right?: boolean;
}

const GAP = '  ';

/**
 * Rows of cells in columns as wide as their widest cell; no rules, no trailing blanks. Widths count code points, so
 * that they do not depend on the machine.
 */
export function layTable(rows: readonly (readonly Cell[])[]): readonly string[] {
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const widths = Array.from({ length: columns }, (_, i) =>
    rows.reduce((most, row) => Math.max(most, widthOf(row[i]?.text ?? '')), 0),
  );
  return rows.map((row) => layRow(row, widths));
}

function layRow(row: readonly Cell[], widths: readonly number[]): string {
  return row
    .map((cell, i) => {
      const painted = cell.paint === undefined ? cell.text : cell.paint(cell.text);
      const space = ' '.repeat((widths[i] ?? 0) - widthOf(cell.text));
      if (cell.right === true) return space + painted;
      return i === row.length - 1 ? painted : painted + space;
    })
    .join(GAP)
    .trimEnd();
}

function widthOf(text: string): number {
  return [...text].length;
}
