/**
 * Pearson's chi-square of how often each bin was hit, against a uniform expectation.
 * With b bins it is about b − 1, give or take 2 √(2(b − 1)), where the hits are uniform.
 */
export function chiSquare(hits: readonly number[]): number {
  const expected = hits.reduce((sum, count) => sum + count, 0) / hits.length;
  return hits.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** How often each of the integers 0 … bins − 1 comes up in `tries` calls. */
export function tally(bins: number, tries: number, throwOne: (nth: number) => number): readonly number[] {
  const hits = new Array<number>(bins).fill(0);
  for (let nth = 0; nth < tries; nth += 1) {
    const bin = throwOne(nth);
    hits[bin] = (hits[bin] ?? Number.NaN) + 1;
  }
  return hits;
}
