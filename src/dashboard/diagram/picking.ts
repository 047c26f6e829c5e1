import type { Drawn } from './painter.ts';
import { lineOf } from './painter.ts';

const REACH = 8;
/** Where there are more packets in sight than this nobody can mean a single one. */
const MOST = 6000;

/** The sending of the packet whose line is nearest to a point; undefined where none is near. */
export function packetAt(drawn: Drawn, x: number, y: number): number | undefined {
  const { spans, view } = drawn;
  const [first, end] = spans.sentIn(Math.floor(view.from), Math.ceil(view.to));
  if (end - first > MOST) return undefined;
  let best: number | undefined;
  let nearest = REACH;
  spans.visit(Math.floor(view.from), Math.ceil(view.to), (nth) => {
    const sent = spans.sendings[nth] as number;
    const away = distance(x, y, ...lineOf(sent, drawn));
    if (away < nearest) [best, nearest] = [sent, away];
  });
  return best;
}

function distance(x: number, y: number, x1: number, y1: number, x2: number, y2: number): number {
  const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
  const share =
    length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length));
  return Math.hypot(x - x1 - share * (x2 - x1), y - y1 - share * (y2 - y1));
}
