import type { Measured } from './card.ts';

/** Of the whole cluster, at one look. */
export interface Moment {
  /** Seconds since the page was opened. */
  readonly at: number;
  /** In a second. */
  readonly reads: number;
  readonly writes: number;
  /** Milliseconds, of the slowest node; null where nothing was answered. */
  readonly half: number | null;
  readonly most: number | null;
}

const LONGEST = 240;

/** @returns the moments with one more, and without the oldest where there are too many */
export function remember(
  moments: readonly Moment[],
  at: number,
  measured: ReadonlyMap<string, Measured>,
): readonly Moment[] {
  const rates = [...measured.values()].flatMap(({ rates: of }) => (of === undefined ? [] : [of]));
  if (rates.length === 0) return moments;
  const sum = (of: 'reads' | 'writes') => rates.reduce((all, one) => all + one[of], 0);
  const largest = (of: 'half' | 'most') => {
    const known = rates.flatMap((one) => one[of] ?? []);
    return known.length === 0 ? null : Math.max(...known);
  };
  const moment = {
    at,
    reads: sum('reads'),
    writes: sum('writes'),
    half: largest('half'),
    most: largest('most'),
  };
  return [...moments, moment].slice(-LONGEST);
}
