import type { Stream } from './chance.ts';
import { draw, scale } from './chance.ts';

/**
 * Distinct numbers below `bound`, `count` of them or all there are, each set as likely as any other; one draw each.
 * Source: Bentley, Floyd, "A sample of brilliance", CACM 1987.
 */
export function sampleBelow(
  bound: number,
  count: number,
  stream: Stream,
  a: number,
  b = 0,
): readonly number[] {
  const taken: number[] = [];
  for (let last = Math.max(0, bound - count); last < bound; last += 1) {
    const drawn = scale(draw(stream, a, last, b, 0), last + 1);
    taken.push(taken.includes(drawn) ? last : drawn);
  }
  return taken;
}
