/** One claim and what it earned: all of its points or none. */
export interface PointsRow {
  readonly claim: string;
  readonly points: number;
  readonly earned: number;
  /** False where the group is too small for the act; the points then count neither way. */
  readonly gradable: boolean;
  /** What was seen, in a few words. */
  readonly seen: string;
}

export interface PointsTable {
  readonly rows: readonly PointsRow[];
  /** Points of all rows. */
  readonly total: number;
  readonly earned: number;
  /** Points of the gradable rows: the most that could be earned. */
  readonly gradable: number;
}

/** How one claim was judged: `fault` says what broke it. */
export type Finding = { readonly seen: string } | { readonly fault: string };

export function graded(claim: string, points: number, finding: Finding): PointsRow {
  return 'fault' in finding
    ? { claim, points, earned: 0, gradable: true, seen: finding.fault }
    : { claim, points, earned: points, gradable: true, seen: finding.seen };
}

export function ungradable(claim: string, points: number, seen: string): PointsRow {
  return { claim, points, earned: 0, gradable: false, seen };
}

export function tabulate(rows: readonly PointsRow[]): PointsTable {
  const sum = (of: (row: PointsRow) => number): number => rows.reduce((total, row) => total + of(row), 0);
  return {
    rows,
    total: sum((row) => row.points),
    earned: sum((row) => row.earned),
    gradable: sum((row) => (row.gradable ? row.points : 0)),
  };
}
