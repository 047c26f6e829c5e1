import { placeTokens } from '../../core/ring/tokens.ts';
import { hostNumber } from '../../sim/identity.ts';
import type { RingPlan } from '../log/film.ts';
import type { Palette } from '../style/palette.ts';
import { nodeColour } from '../style/palette.ts';
import { angleOf, BAND, CENTRE } from './layout.ts';
import { membersOf } from './views.ts';

const WIDTH = 13;
const QUARTER = Math.PI / 2;

/** Ends of arcs, ascending: the upper half of each position, and whose the arc is. */
export interface Arcs {
  readonly high: ArrayLike<number>;
  readonly owners: ArrayLike<number>;
}

/** Draws who owns which part of the ring: each arc in the colour of the node at its end, clockwise. */
export function paintBand(
  pen: CanvasRenderingContext2D,
  ids: readonly number[],
  plan: RingPlan,
  palette: Palette,
  /** Whose ranges stand out; undefined: all alike. */
  chosen: number | undefined,
): void {
  pen.lineWidth = WIDTH;
  if (ids.length === 0) {
    pen.strokeStyle = palette.of('line');
    pen.beginPath();
    pen.arc(CENTRE, CENTRE, BAND, 0, 2 * Math.PI);
    pen.stroke();
    return;
  }
  const arcs = placeTokens(membersOf(ids, plan), plan.tokensPerNode);
  const colourOf = (owner: number) => palette.of(nodeColour(hostNumber(owner, plan.seats.length)));
  paintArcs(pen, arcs, colourOf, chosen);
}

/** Each arc in the colour of its owner. @param chosen whose arcs stand out; undefined: all alike */
export function paintArcs(
  pen: CanvasRenderingContext2D,
  { high, owners }: Arcs,
  colourOf: (owner: number) => string,
  chosen: number | undefined,
): void {
  pen.lineWidth = WIDTH;
  let begin = angleOf({ high: high[owners.length - 1] ?? 0, low: 0 }) - 2 * Math.PI;
  Array.from(owners).forEach((owner, nth) => {
    const end = angleOf({ high: high[nth] ?? 0, low: 0 });
    pen.strokeStyle = colourOf(owner);
    pen.globalAlpha = chosen === undefined ? 0.85 : owner === chosen ? 1 : 0.22;
    pen.beginPath();
    pen.arc(CENTRE, CENTRE, BAND, begin - QUARTER, end - QUARTER);
    pen.stroke();
    begin = end;
  });
  pen.globalAlpha = 1;
}
