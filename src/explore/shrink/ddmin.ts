/**
 * A sublist that still fails, and of which no single item can be left out. Leaves out runs of items, half of the list
 * at first and one at a time at last, until a whole round of single items changed nothing.
 * Source: Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input", TSE 2002, §3.2; complements only.
 *
 * @param fails asked of sublists in the order of the list; `items` itself is known to fail
 */
export function ddmin<T>(items: readonly T[], fails: (kept: readonly T[]) => boolean): readonly T[] {
  let kept = items;
  let size = kept.length;
  while (kept.length > 0) {
    const before = kept.length;
    for (let start = 0; start < kept.length; ) {
      const rest = [...kept.slice(0, start), ...kept.slice(start + size)];
      if (fails(rest)) kept = rest;
      else start += size;
    }
    if (size === 1 && kept.length === before) return kept;
    size = Math.max(1, Math.floor(Math.min(size, kept.length) / 2));
  }
  return kept;
}

/**
 * The least value that still fails, as far as halving the distance finds it.
 * @param from is known to fail
 */
export function lower(from: number, least: number, fails: (value: number) => boolean): number {
  if (from <= least) return from;
  if (fails(least)) return least;
  let good = from;
  let bad = least;
  while (good - bad > 1) {
    const middle = bad + Math.floor((good - bad) / 2);
    if (fails(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
