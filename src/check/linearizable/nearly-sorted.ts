import { OPEN } from '../history/history.ts';

/** Moves for each number after which they are too far out of order to be put in their places one by one. */
const MOST_MOVES = 16;

/**
 * Writes the positions of numbers, the least number first, `OPEN` left out. Events of one key come nearly in order, and
 * those are sorted in one go; others take n log n.
 *
 * @returns how many there are
 */
export function positionsInOrder(numbers: Int32Array, count: number, into: Int32Array): number {
  const most = MOST_MOVES * count;
  let found = 0;
  let moves = 0;
  for (let i = 0; i < count; i++) {
    const number = numbers[i] ?? OPEN;
    if (number === OPEN) continue;
    let at = found++;
    for (; at > 0 && (numbers[into[at - 1] ?? 0] ?? 0) > number; at--, moves++) into[at] = into[at - 1] ?? 0;
    into[at] = i;
    if (moves > most) return sortAll(numbers, count, into);
  }
  return found;
}

/** Sorts numbers that carry the position below. */
function sortAll(numbers: Int32Array, count: number, into: Int32Array): number {
  const packed = new Float64Array(count);
  let found = 0;
  for (let i = 0; i < count; i++) {
    const number = numbers[i] ?? OPEN;
    if (number !== OPEN) packed[found++] = number * count + i;
  }
  packed.subarray(0, found).sort();
  for (let i = 0; i < found; i++) {
    const one = packed[i] ?? 0;
    into[i] = one - Math.floor(one / count) * count;
  }
  return found;
}
