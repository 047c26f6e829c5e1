/** Seeds from `from` up to and including `to`. */
export interface SeedRange {
  readonly from: number;
  readonly to: number;
}

export function sizeOf({ from, to }: SeedRange): number {
  return to - from + 1;
}

/** What of `whole` lies in none of `done`, ascending; undefined where two of `done` overlap. */
export function gapsIn(whole: SeedRange, done: readonly SeedRange[]): SeedRange[] | undefined {
  const gaps: SeedRange[] = [];
  let next = whole.from;
  let reached = -1;
  for (const { from, to } of [...done].sort((a, b) => a.from - b.from)) {
    if (from <= reached) return undefined;
    reached = to;
    if (from > next) gaps.push({ from: next, to: Math.min(from - 1, whole.to) });
    next = Math.max(next, to + 1);
    if (next > whole.to) break;
  }
  if (next <= whole.to) gaps.push({ from: next, to: whole.to });
  return gaps;
}
