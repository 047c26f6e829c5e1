import type { DiagramData } from '../diagram-data.ts';
import { FATES } from '../fates.ts';
import type { View } from './view.ts';
import type { SpanIndex } from './visible.ts';

/** What is shown of it. */
export interface Shown {
  readonly view: View;
  /** By row of nodes, of kinds of messages, and of kinds of marks. */
  readonly nodes: ReadonlySet<number>;
  readonly kinds: ReadonlySet<number>;
  readonly marks: ReadonlySet<number>;
  readonly picked: Item | undefined;
}

export interface Item {
  readonly what: 'arrow' | 'mark';
  readonly at: number;
}

export const LEFT = 56;
export const TOP = 26;
const BOTTOM = 12;
/** More arrows of routine kinds than this are thinned out: nobody could tell them apart. */
const MOST_ROUTINE = 6000;
const PROBES = ['probe', 'probed', 'probe-for-me', 'not-probed', 'rumours', 'exchange', 'exchanged'];
const ROUTINE = ['gossip', 'join', 'joined', 'offer', 'offered', ...PROBES];
const FAMILIES: Readonly<Record<string, string>> = {
  ...{ replicate: '--blue', replicated: '--blue', fetch: '--green', fetched: '--green' },
  ...{ store: '--pink', stored: '--pink', offer: '--pink', offered: '--pink' },
};

/** Draws a space–time diagram: a line for each node, time to the right, an arrow for each message. */
export class Painter {
  readonly #data: DiagramData;
  readonly #index: SpanIndex;
  readonly #pen: CanvasRenderingContext2D;
  width = 0;
  height = 0;

  constructor(data: DiagramData, index: SpanIndex, pen: CanvasRenderingContext2D) {
    this.#data = data;
    this.#index = index;
    this.#pen = pen;
  }

  x(tick: number, { from, to }: View): number {
    return LEFT + ((tick - from) / (to - from)) * (this.width - LEFT - 8);
  }

  y(row: number): number {
    const rows = Math.max(1, this.#data.nodes.length);
    return TOP + ((row + 0.5) * (this.height - TOP - BOTTOM)) / rows;
  }

  draw(shown: Shown, colour: (name: string) => string): void {
    const pen = this.#pen;
    pen.clearRect(0, 0, this.width, this.height);
    this.#drawFocus(shown.view, colour);
    this.#drawLanes(shown, colour);
    pen.save();
    pen.beginPath();
    pen.rect(LEFT, 0, this.width - LEFT, this.height);
    pen.clip();
    this.#drawArrows(shown, colour);
    this.#drawMarks(shown, colour);
    pen.restore();
  }

  #drawFocus(view: View, colour: (name: string) => string): void {
    const { focus } = this.#data;
    if (focus === null) return;
    const [from, to] = focus;
    const left = Math.max(LEFT, this.x(from, view));
    this.#pen.fillStyle = colour('--focus');
    this.#pen.fillRect(left, TOP - 8, Math.max(0, this.x(to, view) - left), this.height);
  }

  #drawLanes({ view, nodes }: Shown, colour: (name: string) => string): void {
    const pen = this.#pen;
    pen.font = '12px system-ui, sans-serif';
    pen.lineWidth = 1;
    pen.textAlign = 'center';
    pen.fillStyle = colour('--faint');
    pen.strokeStyle = colour('--line');
    for (const tick of ticksWithin(view)) {
      const x = this.x(tick, view);
      if (x < LEFT) continue;
      line(pen, x, TOP - 8, x, this.height);
      pen.fillText(`${tick}`, x, 13);
    }
    pen.textAlign = 'right';
    for (const [row, node] of this.#data.nodes.entries()) {
      const y = this.y(row);
      pen.fillStyle = colour(nodes.has(row) ? '--ink' : '--line');
      pen.fillText(`n${node}`, LEFT - 10, y + 4);
      pen.strokeStyle = colour(nodes.has(row) ? '--faint' : '--line');
      line(pen, LEFT, y, this.width, y);
    }
  }

  #drawArrows(shown: Shown, colour: (name: string) => string): void {
    const { arrows, messageKinds } = this.#data;
    const routine: number[] = [];
    const others: number[] = [];
    this.visit(shown, (at) => {
      const kind = messageKinds[arrows.kind[at] ?? 0] ?? '';
      const isPlain = ROUTINE.includes(kind) && arrows.fate[at] === 0 && arrows.told[at] === 0;
      (isPlain ? routine : others).push(at);
    });
    const step = Math.ceil(routine.length / MOST_ROUTINE);
    const pen = this.#pen;
    pen.lineWidth = 1;
    pen.globalAlpha = 0.35;
    pen.strokeStyle = colour('--faint');
    pen.beginPath();
    for (let nth = 0; nth < routine.length; nth += Math.max(1, step))
      this.#trace(routine[nth] ?? 0, shown.view);
    pen.stroke();
    pen.globalAlpha = 1;
    for (const at of others) this.#drawArrow(at, shown, colour);
    if (shown.picked?.what === 'arrow') this.#drawArrow(shown.picked.at, shown, colour);
  }

  #trace(at: number, view: View): void {
    const { from, to, sent } = this.#data.arrows;
    this.#pen.moveTo(this.x(sent[at] ?? 0, view), this.y(from[at] ?? 0));
    this.#pen.lineTo(this.x(this.#index.endOf(at), view), this.y(to[at] ?? 0));
  }

  #drawArrow(at: number, { view, picked }: Shown, colour: (name: string) => string): void {
    const pen = this.#pen;
    const { arrows, messageKinds } = this.#data;
    const kind = messageKinds[arrows.kind[at] ?? 0] ?? '';
    const isPicked = picked?.what === 'arrow' && picked.at === at;
    const fate = FATES[arrows.fate[at] ?? 0];
    const arrived = fate === 'received';
    pen.strokeStyle = colour(
      arrived ? (FAMILIES[kind] ?? '--faint') : fate === 'under way' ? '--faint' : '--red',
    );
    pen.fillStyle = pen.strokeStyle;
    pen.lineWidth = isPicked ? 4 : arrows.told[at] === 1 ? 2.5 : 1;
    pen.setLineDash(arrived ? [] : [5, 4]);
    pen.beginPath();
    this.#trace(at, view);
    pen.stroke();
    pen.setLineDash([]);
    const [x, y] = [this.x(this.#index.endOf(at), view), this.y(arrows.to[at] ?? 0)];
    if (arrived) head(pen, this.x(arrows.sent[at] ?? 0, view), this.y(arrows.from[at] ?? 0), x, y);
    else if (fate !== 'under way') cross(pen, x, y);
  }

  #drawMarks(shown: Shown, colour: (name: string) => string): void {
    const pen = this.#pen;
    const { view, picked } = shown;
    const { marks, markKinds } = this.#data;
    for (const [at, tick] of marks.tick.entries()) {
      if (!this.isSeen(at, shown)) continue;
      const kind = markKinds[marks.kind[at] ?? 0] ?? '';
      const [x, y] = [this.x(tick, view), this.y(marks.node[at] ?? 0)];
      const isPicked = picked?.what === 'mark' && picked.at === at;
      const plain = kind.startsWith('member-') ? 2 : 3;
      const size = (marks.told[at] === 1 ? 5 : plain) + (isPicked ? 3 : 0);
      pen.fillStyle = colour(kind.startsWith('host-') || kind.startsWith('disk-') ? '--red' : '--ink');
      pen.strokeStyle = pen.fillStyle;
      pen.lineWidth = 2;
      if (kind === 'host-crashed') cross(pen, x, y);
      else if (kind === 'requested') triangle(pen, x, y - 4, size, 1);
      else if (kind === 'replied') triangle(pen, x, y - 4, size, -1);
      else dot(pen, x, y, size - 1);
    }
  }

  /** Whether a mark is in sight and wanted. */
  isSeen(at: number, { view, nodes, marks: wanted }: Shown): boolean {
    const { tick, node, kind } = this.#data.marks;
    const when = tick[at] ?? -1;
    return when >= view.from && when <= view.to && nodes.has(node[at] ?? -1) && wanted.has(kind[at] ?? -1);
  }

  /** Every arrow in sight whose kind and whose ends are wanted. */
  visit({ view, nodes, kinds }: Shown, visitor: (at: number) => void): void {
    const { arrows } = this.#data;
    this.#index.visit(view.from, view.to, (at) => {
      const [from, to] = [arrows.from[at] ?? -1, arrows.to[at] ?? -1];
      if (from < 0 || to < 0 || !kinds.has(arrows.kind[at] ?? -1)) return;
      if (nodes.has(from) && nodes.has(to)) visitor(at);
    });
  }
}

function ticksWithin({ from, to }: View): readonly number[] {
  let step = 1;
  for (let nth = 0; (to - from) / step > 12; nth += 1) step *= nth % 3 === 1 ? 2.5 : 2;
  const ticks: number[] = [];
  for (let tick = Math.max(0, Math.ceil(from / step) * step); tick <= to; tick += step) ticks.push(tick);
  return ticks;
}

function line(pen: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(x2, y2);
  pen.stroke();
}

function head(pen: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  const angle = Math.atan2(y2 - y1, x2 - x1);
  pen.beginPath();
  pen.moveTo(x2, y2);
  for (const side of [-0.4, 0.4])
    pen.lineTo(x2 - 8 * Math.cos(angle + side), y2 - 8 * Math.sin(angle + side));
  pen.fill();
}

function cross(pen: CanvasRenderingContext2D, x: number, y: number): void {
  line(pen, x - 5, y - 5, x + 5, y + 5);
  line(pen, x - 5, y + 5, x + 5, y - 5);
}

function triangle(pen: CanvasRenderingContext2D, x: number, y: number, size: number, down: 1 | -1): void {
  pen.beginPath();
  pen.moveTo(x, y + size * down);
  pen.lineTo(x - size, y - size * down);
  pen.lineTo(x + size, y - size * down);
  pen.fill();
}

function dot(pen: CanvasRenderingContext2D, x: number, y: number, size: number): void {
  pen.beginPath();
  pen.arc(x, y, size, 0, 2 * Math.PI);
  pen.fill();
}
