import type { DiagramData } from '../diagram-data.ts';
import type { Item, Painter, Shown } from './painter.ts';
import type { SpanIndex } from './visible.ts';

const REACH = 9;

/** What lies under a point, marks before arrows; undefined where nothing is near. */
export function itemAt(
  data: DiagramData,
  painter: Painter,
  index: SpanIndex,
  shown: Shown,
  x: number,
  y: number,
): Item | undefined {
  const { view } = shown;
  let best: Item | undefined;
  let nearest = REACH;
  for (const [at, tick] of data.marks.tick.entries()) {
    if (!painter.isSeen(at, shown)) continue;
    const away = Math.hypot(painter.x(tick, view) - x, painter.y(data.marks.node[at] ?? 0) - y);
    if (away < nearest) [best, nearest] = [{ what: 'mark', at }, away];
  }
  if (best !== undefined) return best;
  painter.visit(shown, (at) => {
    const { from, to, sent } = data.arrows;
    const ends = [
      painter.x(sent[at] ?? 0, view),
      painter.y(from[at] ?? 0),
      painter.x(index.endOf(at), view),
      painter.y(to[at] ?? 0),
    ] as const;
    const away = distance(x, y, ...ends);
    if (away < nearest) [best, nearest] = [{ what: 'arrow', at }, away];
  });
  return best;
}

/** The wanted arrows and marks in sight, in order of time: what the keys step through. */
export function itemsInSight(data: DiagramData, painter: Painter, shown: Shown): readonly Item[] {
  const items: { readonly item: Item; readonly tick: number }[] = [];
  painter.visit(shown, (at) => items.push({ item: { what: 'arrow', at }, tick: data.arrows.sent[at] ?? 0 }));
  for (const [at, tick] of data.marks.tick.entries()) {
    if (painter.isSeen(at, shown)) items.push({ item: { what: 'mark', at }, tick });
  }
  return items.sort((a, b) => a.tick - b.tick).map(({ item }) => item);
}

/** An item in words. */
export function tellItem(data: DiagramData, fates: readonly string[], { what, at }: Item): string {
  if (what === 'mark') return `tick ${data.marks.tick[at]}  ${data.labels[data.marks.label[at] ?? 0]}`;
  const { arrows, nodes, labels } = data;
  const sent = arrows.sent[at] ?? 0;
  const fate = arrows.fate[at] ?? 0;
  const end = fate === 0 ? `received at tick ${sent + (arrows.took[at] ?? 0)}` : fates[fate];
  return `tick ${sent}  n${nodes[arrows.from[at] ?? 0]} → n${nodes[arrows.to[at] ?? 0]}  ${labels[arrows.label[at] ?? 0]}: ${end}`;
}

function distance(x: number, y: number, x1: number, y1: number, x2: number, y2: number): number {
  const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
  const share =
    length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length));
  return Math.hypot(x - x1 - share * (x2 - x1), y - y1 - share * (y2 - y1));
}
