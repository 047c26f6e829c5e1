import type { Branch } from '../branches/branch.ts';
import { codeOf } from '../log/codes.ts';
import { NONE } from '../log/event-log.ts';
import type { Palette } from '../style/palette.ts';
import { nodeColour } from '../style/palette.ts';
import { FAMILIES, familyOf } from './families.ts';
import type { Stretch } from './lifelines.ts';
import { Raster, rasterColour } from './raster.ts';
import type { SpanIndex } from './span-index.ts';
import type { View } from './view.ts';
import { ticksWithin } from './view.ts';

export const LEFT = 46;
export const TOP = 12;
export const BOTTOM = 22;

/** Up to so many packets are drawn as lines with heads, and up to so many as plain lines; more are counted into points. */
const MOST_HEADS = 420;
const MOST_LINES = 1500;
/** Points are made of so many packets at most, evenly taken from all; of fewer while the picture moves and time is short. */
const MOST_COUNTED = 16_384;
const LEAST_COUNTED = 512;
/** How long counting may take while the picture moves. */
const SPARE_MS = 4;
const MOST_MARKS = 1500;

const SENT = codeOf('sent');
const DROPPED = codeOf('dropped');
const LOST = FAMILIES.indexOf('lost');

/** What is drawn, and where. */
export interface Drawn {
  readonly branch: Branch;
  /** The packets that are wanted. */
  readonly spans: SpanIndex;
  /** Numbers of events that clients and hosts make: marks. */
  readonly marks: Int32Array;
  readonly lifelines: readonly Stretch[];
  readonly view: View;
  readonly width: number;
  readonly height: number;
  readonly time: number;
  /** Numbers of the events that a story is made of. */
  readonly told: ReadonlySet<number>;
  /** Ticks that the story spans. */
  readonly span: View | undefined;
  readonly picked: number | undefined;
  /** It will move on at once: rather soon than fine. */
  readonly isMoving: boolean;
}

/** Draws a space–time diagram; time goes to the right, and each node has a line. */
export class Painter {
  readonly #palette: Palette;
  readonly #raster = new Raster();
  readonly #layer = document.createElement('canvas');
  /** What the layer shows. */
  #layered:
    | (Pick<Drawn, 'spans' | 'view' | 'width' | 'height'> & {
        readonly stride: number;
        readonly theme: string;
      })
    | undefined;
  #budget = 4096;

  constructor(palette: Palette) {
    this.#palette = palette;
  }

  paint(pen: CanvasRenderingContext2D, drawn: Drawn): void {
    pen.clearRect(0, 0, drawn.width, drawn.height);
    this.#axis(pen, drawn);
    this.#span(pen, drawn);
    this.#lives(pen, drawn);
    this.#packets(pen, drawn);
    this.#marks(pen, drawn);
    this.#story(pen, drawn);
    this.#now(pen, drawn);
  }

  #axis(pen: CanvasRenderingContext2D, drawn: Drawn): void {
    const { view, height, branch } = drawn;
    pen.font = '11px Inter, sans-serif';
    pen.textAlign = 'center';
    pen.fillStyle = this.#palette.of('muted');
    pen.strokeStyle = this.#palette.of('line');
    pen.lineWidth = 1;
    pen.beginPath();
    for (const tick of ticksWithin(view, 12)) {
      const x = Math.round(xOf(tick, drawn)) + 0.5;
      if (x < LEFT) continue;
      pen.moveTo(x, TOP);
      pen.lineTo(x, height - BOTTOM);
      pen.fillText(`${tick}`, x, height - 6);
    }
    pen.stroke();
    pen.textAlign = 'right';
    const { ids } = branch.reel.rows;
    const step = Math.ceil((ids.length * 13) / Math.max(1, height - TOP - BOTTOM));
    ids.forEach((id, row) => {
      if (row % step !== 0) return;
      pen.fillStyle = this.#palette.of(nodeColour(((id - 1) % branch.film.outcome.hosts) + 1));
      pen.fillText(`n${id}`, LEFT - 10, yOf(row, drawn) + 4);
    });
  }

  #span(pen: CanvasRenderingContext2D, drawn: Drawn): void {
    if (drawn.span === undefined) return;
    const [from, to] = [xOf(drawn.span.from, drawn), xOf(drawn.span.to + 1, drawn)];
    pen.globalAlpha = 0.1;
    pen.fillStyle = this.#palette.of('bad');
    pen.fillRect(
      Math.max(LEFT, from),
      TOP,
      Math.max(2, to - Math.max(LEFT, from)),
      drawn.height - TOP - BOTTOM,
    );
    pen.globalAlpha = 1;
  }

  #lives(pen: CanvasRenderingContext2D, drawn: Drawn): void {
    for (const life of ['up', 'paused', 'crashed'] as const) {
      pen.strokeStyle = this.#palette.of(life === 'up' ? 'line-strong' : life === 'paused' ? 'doubt' : 'bad');
      pen.setLineDash(life === 'up' ? [] : life === 'paused' ? [6, 4] : [2, 5]);
      pen.lineWidth = life === 'up' ? 1.5 : 2;
      pen.beginPath();
      for (const stretch of drawn.lifelines) {
        if (stretch.life !== life || stretch.to < drawn.view.from || stretch.from > drawn.view.to) continue;
        const y = yOf(stretch.row, drawn);
        pen.moveTo(Math.max(LEFT, xOf(stretch.from, drawn)), y);
        pen.lineTo(Math.max(LEFT, Math.min(drawn.width, xOf(stretch.to, drawn))), y);
      }
      pen.stroke();
    }
    pen.setLineDash([]);
  }

  #packets(pen: CanvasRenderingContext2D, drawn: Drawn): void {
    const { spans, view } = drawn;
    const [first, end] = spans.sentIn(Math.floor(view.from), Math.ceil(view.to));
    pen.save();
    pen.beginPath();
    pen.rect(LEFT, 0, drawn.width - LEFT, drawn.height);
    pen.clip();
    if (end - first > MOST_LINES) this.#counted(pen, drawn, first, end);
    else this.#lines(pen, drawn, end - first <= MOST_HEADS);
    pen.restore();
  }

  #lines(pen: CanvasRenderingContext2D, drawn: Drawn, heads: boolean): void {
    const { log } = drawn.branch.film;
    const groups: number[][] = FAMILIES.map(() => []);
    drawn.spans.visit(Math.floor(drawn.view.from), Math.ceil(drawn.view.to), (nth) => {
      const sent = drawn.spans.sendings[nth] as number;
      groups[groupOf(log.kind, log.partner, log.message, sent)]?.push(sent);
    });
    groups.forEach((rows, group) => {
      pen.strokeStyle = this.#palette.of(`family-${FAMILIES[group]}`);
      pen.fillStyle = pen.strokeStyle;
      pen.globalAlpha = group === 0 ? 0.5 : 0.9;
      pen.lineWidth = group === 0 ? 1 : 1.4;
      pen.setLineDash(group === LOST ? [4, 4] : []);
      pen.beginPath();
      for (const sent of rows) {
        const [x1, y1, x2, y2] = lineOf(sent, drawn);
        pen.moveTo(x1, y1);
        pen.lineTo(x2, y2);
      }
      pen.stroke();
      pen.setLineDash([]);
      if (heads) for (const sent of rows) head(pen, lineOf(sent, drawn), group === LOST);
    });
    pen.globalAlpha = 1;
  }

  /** Every so-many-th packet, the same ones wherever the picture has moved to. */
  #counted(pen: CanvasRenderingContext2D, drawn: Drawn, first: number, end: number): void {
    const { spans, width, height, view, isMoving } = drawn;
    const most = isMoving ? this.#budget : MOST_COUNTED;
    const stride = 2 ** Math.ceil(Math.log2(Math.max(1, (end - first) / most)));
    const theme = this.#palette.of('family-members');
    const known = this.#layered;
    const isKnown =
      known?.spans === spans && known.view === view && known.width === width && known.height === height;
    if (!isKnown || known.theme !== theme || known.stride > stride) {
      const begun = performance.now();
      this.#count(drawn, Math.ceil(first / stride) * stride, end, stride);
      const took = performance.now() - begun;
      const drawnCount = (end - first) / stride;
      this.#budget = Math.max(
        LEAST_COUNTED,
        Math.min(MOST_COUNTED, (drawnCount * SPARE_MS) / Math.max(0.2, took)),
      );
      this.#layered = { spans, view, width, height, stride, theme };
    }
    pen.drawImage(this.#layer, 0, 0);
  }

  #count(drawn: Drawn, first: number, end: number, stride: number): void {
    const { log } = drawn.branch.film;
    const { spans, width, height } = drawn;
    this.#raster.clear(Math.ceil(width), Math.ceil(height));
    for (let nth = first; nth < end; nth += stride) {
      const sent = spans.sendings[nth] as number;
      const [x1, y1, x2, y2] = lineOf(sent, drawn);
      this.#raster.line(x1, y1, x2, y2, groupOf(log.kind, log.partner, log.message, sent));
    }
    const image = this.#raster.finish(
      FAMILIES.map((name) => rasterColour(this.#palette.of(`family-${name}`))),
    );
    if (image === undefined) return;
    if (this.#layer.width !== image.width || this.#layer.height !== image.height) {
      this.#layer.width = image.width;
      this.#layer.height = image.height;
    }
    this.#layer.getContext('2d')?.putImageData(image, 0, 0);
  }

  #marks(pen: CanvasRenderingContext2D, drawn: Drawn): void {
    const { marks, view, branch } = drawn;
    const { log } = branch.film;
    const [first, end] = [
      lowerBound(marks, branch.times.before(view.from)),
      lowerBound(marks, branch.times.before(view.to + 1)),
    ];
    const stride = Math.max(1, Math.ceil((end - first) / MOST_MARKS));
    for (let nth = first; nth < end; nth += stride) {
      const at = marks[nth] as number;
      const x = xOf(branch.times.momentOf(at + 1), drawn);
      const row = branch.reel.rows.rowOf(log.node[at] as number);
      if (row >= 0 && x >= LEFT) mark(pen, x, yOf(row, drawn), log.kind[at] as number, this.#palette);
    }
  }

  #story(pen: CanvasRenderingContext2D, drawn: Drawn): void {
    const { log } = drawn.branch.film;
    pen.strokeStyle = this.#palette.of('ink');
    pen.lineWidth = 2.4;
    pen.beginPath();
    for (const at of drawn.picked === undefined ? drawn.told : [...drawn.told, drawn.picked]) {
      const tick = log.tick[at] as number;
      if (log.kind[at] !== SENT || tick > drawn.view.to || tick < drawn.view.from - 50) continue;
      const [x1, y1, x2, y2] = lineOf(at, drawn);
      pen.moveTo(Math.max(LEFT, x1), y1);
      pen.lineTo(Math.max(LEFT, x2), y2);
    }
    pen.stroke();
  }

  #now(pen: CanvasRenderingContext2D, drawn: Drawn): void {
    const x = xOf(drawn.time, drawn);
    if (x < LEFT || x > drawn.width) return;
    pen.fillStyle = this.#palette.of('brass');
    pen.fillRect(x - 1, TOP - 8, 2, drawn.height - TOP - BOTTOM + 10);
  }
}

export function xOf(tick: number, { view, width }: Pick<Drawn, 'view' | 'width'>): number {
  return LEFT + ((tick - view.from) / (view.to - view.from)) * (width - LEFT - 10);
}

export function yOf(row: number, { branch, height }: Pick<Drawn, 'branch' | 'height'>): number {
  return TOP + ((row + 0.5) / Math.max(1, branch.reel.rows.count)) * (height - TOP - BOTTOM);
}

/** Where a packet's line begins and ends. */
export function lineOf(
  sent: number,
  drawn: Pick<Drawn, 'branch' | 'view' | 'width' | 'height'>,
): readonly [number, number, number, number] {
  const { film, times, reel } = drawn.branch;
  const { log } = film;
  const end = log.partner[sent] as number;
  const begun = times.momentOf(sent + 1);
  const over = end === NONE ? begun + 1 : times.momentOf(end + 1);
  return [
    xOf(begun, drawn),
    yOf(reel.rows.rowOf(log.node[sent] as number), drawn),
    xOf(over, drawn),
    yOf(reel.rows.rowOf(log.peer[sent] as number), drawn),
  ];
}

function groupOf(kind: Uint8Array, partner: Int32Array, message: Uint8Array, sent: number): number {
  const end = partner[sent] as number;
  return end !== NONE && kind[end] === DROPPED ? LOST : familyOf(message[sent] as number);
}

function head(pen: CanvasRenderingContext2D, [x1, y1, x2, y2]: readonly number[], isLost: boolean): void {
  const [ax, ay, bx, by] = [x1 ?? 0, y1 ?? 0, x2 ?? 0, y2 ?? 0];
  if (isLost) {
    pen.fillRect(bx - 1, by - 5, 2, 10);
    pen.fillRect(bx - 5, by - 1, 10, 2);
    return;
  }
  const angle = Math.atan2(by - ay, bx - ax);
  pen.beginPath();
  pen.moveTo(bx, by);
  pen.lineTo(bx - 7 * Math.cos(angle - 0.35), by - 7 * Math.sin(angle - 0.35));
  pen.lineTo(bx - 7 * Math.cos(angle + 0.35), by - 7 * Math.sin(angle + 0.35));
  pen.fill();
}

const REQUESTED = codeOf('requested');
const REPLIED = codeOf('replied');
const CRASHED = codeOf('host-crashed');

function mark(pen: CanvasRenderingContext2D, x: number, y: number, kind: number, palette: Palette): void {
  pen.fillStyle = palette.of(kind === REQUESTED || kind === REPLIED ? 'ink' : 'bad');
  pen.beginPath();
  if (kind === REQUESTED) {
    pen.moveTo(x, y - 1);
    pen.lineTo(x - 4, y - 8);
    pen.lineTo(x + 4, y - 8);
  } else if (kind === REPLIED) {
    pen.moveTo(x, y - 9);
    pen.lineTo(x - 4, y - 2);
    pen.lineTo(x + 4, y - 2);
  } else pen.arc(x, y, kind === CRASHED ? 5 : 3, 0, 2 * Math.PI);
  pen.fill();
}

function lowerBound(sorted: Int32Array, wanted: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
