import type { NodeId } from '../../core/ids.ts';
import type { Position } from '../../core/ring/position.ts';
import { tokenPosition } from '../../core/ring/position.ts';

/** The side of the square that the ring is drawn in, and the radii within it. */
export const SIDE = 640;
export const CENTRE = SIDE / 2;
export const BAND = 206;
const ORBIT = 262;
const LARGEST = 23;
const SMALLEST = 5;
const TURN = 2 * Math.PI;
const HALF_WORD = 0x1_0000_0000;

/** A node as it is drawn. */
export interface Planet {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly angle: number;
  /** Of its token, where it has a single one. */
  readonly token: number | undefined;
}

export function angleOf({ high }: Position): number {
  return (high / HALF_WORD) * TURN;
}

/** The point at an angle, clockwise from the top. */
export function pointAt(angle: number, radius: number): readonly [x: number, y: number] {
  return [CENTRE + radius * Math.sin(angle), CENTRE - radius * Math.cos(angle)];
}

/**
 * Where nodes stand: as near to their token as their size allows where each has one, in the order of their tokens; in
 * the order of their names where each has many, since it then lies everywhere.
 */
export function layOut(ids: readonly number[], tokensPerNode: number): readonly Planet[] {
  const radius = Math.max(SMALLEST, Math.min(LARGEST, (Math.PI * ORBIT) / Math.max(1, ids.length) / 1.25));
  const single = tokensPerNode === 1;
  const wanted = ids.map((id, place) => ({
    id,
    at: single ? angleOf(tokenPosition(id as NodeId, 0)) : (place / ids.length) * TURN,
  }));
  const sorted = [...wanted].sort((a, b) => a.at - b.at || a.id - b.id);
  const angles = single
    ? spread(
        sorted.map(({ at }) => at),
        Math.min(TURN / ids.length, (2.35 * radius) / ORBIT),
      )
    : sorted.map(({ at }) => at);
  return sorted.map(({ id, at }, place) => {
    const angle = angles[place] ?? at;
    const [x, y] = pointAt(angle, ORBIT);
    return { id, x, y, radius, angle, token: single ? at : undefined };
  });
}

/** Moves angles, which ascend, apart until each is `gap` from its neighbours, and as little as that takes. */
function spread(wanted: readonly number[], gap: number): readonly number[] {
  const angles = [...wanted];
  for (let round = 0; round < 80; round += 1) {
    for (let place = 0; place < angles.length; place += 1) {
      const next = (place + 1) % angles.length;
      const wrap = next === 0 ? TURN : 0;
      const overlap = gap - ((angles[next] as number) + wrap - (angles[place] as number));
      if (overlap <= 1e-4 || next === place) continue;
      angles[place] = (angles[place] as number) - overlap / 2;
      angles[next] = (angles[next] as number) + overlap / 2;
    }
  }
  return angles;
}
