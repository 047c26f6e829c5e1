/** Seeds from `from` up to and including `to`. */
export interface SeedRange {
  readonly from: number;
  readonly to: number;
}

export function sizeOf({ from, to }: SeedRange): number {
  return to - from + 1;
}

/** Those of `ranges` that share no seed with one kept before, ascending: of two that overlap the one that begins first. */
export function disjoint<Range extends SeedRange>(ranges: readonly Range[]): readonly Range[] {
  let reached = -1;
  return [...ranges]
    .sort((a, b) => a.from - b.from)
    .filter(({ from, to }) => {
      if (from <= reached) return false;
      reached = to;
      return true;
    });
}

/** What of `whole` lies in none of `done`, ascending. @param done disjoint and ascending */
export function gapsIn(whole: SeedRange, done: readonly SeedRange[]): readonly SeedRange[] {
  const gaps: SeedRange[] = [];
  let next = whole.from;
  for (const { from, to } of done) {
    if (from > next) gaps.push({ from: next, to: Math.min(from - 1, whole.to) });
    next = Math.max(next, to + 1);
    if (next > whole.to) return gaps;
  }
  gaps.push({ from: next, to: whole.to });
  return gaps;
}
