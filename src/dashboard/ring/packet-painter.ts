import type { Branch } from '../branches/branch.ts';
import { FAMILIES, familyOf } from '../diagram/families.ts';
import { codeOf } from '../log/codes.ts';
import { NONE } from '../log/event-log.ts';
import type { Palette } from '../style/palette.ts';
import type { Planet } from './layout.ts';
import { CENTRE } from './layout.ts';

const DROPPED = codeOf('dropped');
/** More than an eye can follow. */
const MOST = 600;
/** How far a path bends towards the centre, of the way there. */
const BEND = 0.55;

/** Draws the packets that are under way at a moment, each where it is between sender and receiver. */
export function paintPackets(
  pen: CanvasRenderingContext2D,
  { film: { log }, spans, times }: Branch,
  planets: ReadonlyMap<number, Planet>,
  { time, at }: { readonly time: number; readonly at: number },
  palette: Palette,
): void {
  let drawn = 0;
  const tick = Math.floor(time);
  spans.visit(tick - 1, tick, (nth) => {
    if (drawn >= MOST) return;
    const sent = spans.sendings[nth] as number;
    const end = log.partner[sent] as number;
    if (sent >= at || (end !== NONE && end < at)) return;
    const from = planets.get(log.node[sent] as number);
    const to = planets.get(log.peer[sent] as number);
    if (from === undefined || to === undefined || from === to) return;
    drawn += 1;
    const begun = times.momentOf(sent + 1);
    const over = end === NONE ? begun + 1 : times.momentOf(end + 1);
    const share = over <= begun ? 1 : Math.min(1, (time - begun) / (over - begun));
    const isLost = end !== NONE && log.kind[end] === DROPPED;
    const family = familyOf(log.message[sent] as number);
    pen.fillStyle = palette.of(`family-${isLost ? 'lost' : FAMILIES[family]}`);
    dot(pen, from, to, Math.max(0, share), family === 0 ? 2.1 : 3.4, isLost);
  });
  pen.globalAlpha = 1;
}

/** A head with a short tail that fades. */
function dot(
  pen: CanvasRenderingContext2D,
  from: Planet,
  to: Planet,
  share: number,
  size: number,
  isLost: boolean,
): void {
  for (let tail = 0; tail < 4; tail += 1) {
    const part = Math.max(0, share - tail * 0.035);
    const [x, y] = along(from, to, part);
    pen.globalAlpha = (isLost ? 1 - share * 0.6 : 1) * (1 - tail * 0.26);
    pen.beginPath();
    pen.arc(x, y, Math.max(0.6, size - tail * 0.5), 0, 2 * Math.PI);
    pen.fill();
  }
}

/** A point of the curve from one node to another that bends towards the centre. */
function along(from: Planet, to: Planet, share: number): readonly [number, number] {
  const middle = [(from.x + to.x) / 2, (from.y + to.y) / 2] as const;
  const x = middle[0] + (CENTRE - middle[0]) * BEND;
  const y = middle[1] + (CENTRE - middle[1]) * BEND;
  const rest = 1 - share;
  return [
    rest * rest * from.x + 2 * rest * share * x + share * share * to.x,
    rest * rest * from.y + 2 * rest * share * y + share * share * to.y,
  ];
}
