import type { DiagramData } from '../diagram-data.ts';
import { FATES } from '../fates.ts';
import type { Item, Shown } from './painter.ts';
import { LEFT, Painter } from './painter.ts';
import { itemAt, itemsInSight, tellItem } from './picking.ts';
import type { View } from './view.ts';
import { around, moved, zoomed } from './view.ts';
import { SpanIndex } from './visible.ts';

const LANE = 56;
const FIRST_TICKS = 200;
const HIDDEN_AT_FIRST = [
  ...['gossip', 'join', 'joined', 'probe', 'probed', 'probe-for-me', 'not-probed'],
  ...['rumours', 'exchange', 'exchanged'],
];

function element<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`no ${id} in this page`);
  return found;
}

/** The diagram of the page: what it shows, and how the reader moves through it. */
class Diagram {
  readonly #data: DiagramData;
  readonly #canvas = element('diagram', HTMLCanvasElement);
  readonly #said = element('picked', HTMLOutputElement);
  readonly #painter: Painter;
  readonly #index: SpanIndex;
  readonly #nodes: Set<number>;
  readonly #kinds: Set<number>;
  readonly #marks: Set<number>;
  readonly #pen: CanvasRenderingContext2D;
  #view: View;
  #picked: Item | undefined;
  #isDue = false;

  constructor(data: DiagramData) {
    const pen = this.#canvas.getContext('2d');
    if (pen === null) throw new Error('this browser draws no canvas');
    this.#data = data;
    this.#pen = pen;
    this.#index = new SpanIndex(data.arrows);
    this.#painter = new Painter(data, this.#index, pen);
    this.#nodes = new Set(data.nodes.keys());
    const quiet = data.messageKinds.every((kind) => HIDDEN_AT_FIRST.includes(kind));
    this.#kinds = new Set(
      [...data.messageKinds.entries()].flatMap(([row, kind]) =>
        !quiet && HIDDEN_AT_FIRST.includes(kind) ? [] : [row],
      ),
    );
    this.#marks = new Set(data.markKinds.keys());
    this.#view = this.#home();
  }

  start(): void {
    const names = this.#data.nodes.map((node) => `n${node}`);
    this.#addFilters('filter-nodes', names, this.#nodes);
    this.#addFilters('filter-kinds', this.#data.messageKinds, this.#kinds);
    this.#addFilters('filter-marks', this.#data.markKinds, this.#marks);
    this.#canvas.style.height = `${Math.min(900, Math.max(200, this.#data.nodes.length * LANE + 40))}px`;
    new ResizeObserver(() => this.#fit()).observe(this.#canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#drawSoon());
    this.#listen();
    for (const button of document.querySelectorAll<HTMLButtonElement>('.jump'))
      button.addEventListener('click', () => this.#jump(Number(button.dataset['tick'])));
    this.#fit();
  }

  get #shown(): Shown {
    return {
      view: this.#view,
      nodes: this.#nodes,
      kinds: this.#kinds,
      marks: this.#marks,
      picked: this.#picked,
    };
  }

  #listen(): void {
    const canvas = this.#canvas;
    let dragged: number | undefined;
    canvas.addEventListener(
      'wheel',
      (event) => {
        event.preventDefault();
        this.#see(
          zoomed(this.#view, this.#tickAt(event.offsetX), event.deltaY < 0 ? 0.8 : 1.25, this.#data.lastTick),
        );
      },
      { passive: false },
    );
    canvas.addEventListener('pointerdown', (event) => {
      dragged = event.offsetX;
      canvas.setPointerCapture(event.pointerId);
      canvas.classList.add('dragged');
    });
    canvas.addEventListener('pointermove', (event) => {
      if (dragged === undefined) {
        this.#pick(itemAt(this.#data, this.#painter, this.#index, this.#shown, event.offsetX, event.offsetY));
        return;
      }
      this.#see(moved(this.#view, this.#tickAt(dragged) - this.#tickAt(event.offsetX), this.#data.lastTick));
      dragged = event.offsetX;
    });
    for (const end of ['pointerup', 'pointercancel'] as const)
      canvas.addEventListener(end, () => {
        dragged = undefined;
        canvas.classList.remove('dragged');
      });
    canvas.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (this.#press(event.key)) event.preventDefault();
    });
  }

  #press(key: string): boolean {
    const { from, to } = this.#view;
    const { lastTick } = this.#data;
    const middle = (from + to) / 2;
    const views: Readonly<Record<string, () => View>> = {
      ArrowLeft: () => moved(this.#view, (from - to) / 8, lastTick),
      ArrowRight: () => moved(this.#view, (to - from) / 8, lastTick),
      '+': () => zoomed(this.#view, middle, 0.8, lastTick),
      '-': () => zoomed(this.#view, middle, 1.25, lastTick),
      '0': () => this.#home(),
      a: () => around(0, lastTick, lastTick),
    };
    const view = views[key];
    if (view !== undefined) this.#see(view());
    else if (key === 'n' || key === 'p') this.#step(key === 'n' ? 1 : -1);
    else return false;
    return true;
  }

  #step(by: 1 | -1): void {
    const items = itemsInSight(this.#data, this.#painter, this.#shown);
    const now = items.findIndex(({ what, at }) => what === this.#picked?.what && at === this.#picked.at);
    const next = now === -1 && by === -1 ? items.length - 1 : now + by;
    this.#pick(items[Math.min(items.length - 1, Math.max(0, next))]);
  }

  #jump(tick: number): void {
    const half = Math.min(40, this.#data.lastTick / 2);
    this.#see(around(tick - half / 2, tick + half, this.#data.lastTick));
    this.#canvas.scrollIntoView({ block: 'center' });
    this.#canvas.focus({ preventScroll: true });
  }

  /** The failure; where there is none, the first ticks. */
  #home(): View {
    const { focus, lastTick } = this.#data;
    return around(focus?.[0] ?? 0, focus?.[1] ?? Math.min(lastTick, FIRST_TICKS), lastTick);
  }

  #see(view: View): void {
    this.#view = view;
    this.#drawSoon();
  }

  #pick(item: Item | undefined): void {
    if (item?.what === this.#picked?.what && item?.at === this.#picked?.at) return;
    this.#picked = item;
    if (item !== undefined) this.#said.textContent = tellItem(this.#data, FATES, item);
    this.#drawSoon();
  }

  #tickAt(x: number): number {
    const { from, to } = this.#view;
    return from + ((x - LEFT) / (this.#painter.width - LEFT - 8)) * (to - from);
  }

  #fit(): void {
    const { clientWidth, clientHeight } = this.#canvas;
    const scale = devicePixelRatio;
    this.#canvas.width = Math.round(clientWidth * scale);
    this.#canvas.height = Math.round(clientHeight * scale);
    this.#pen.setTransform(scale, 0, 0, scale, 0, 0);
    this.#painter.width = clientWidth;
    this.#painter.height = clientHeight;
    this.#drawSoon();
  }

  /** At most once for each picture on the screen. */
  #drawSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      const style = getComputedStyle(this.#canvas);
      const colours = new Map<string, string>();
      this.#painter.draw(this.#shown, (name) => {
        const colour = colours.get(name) ?? style.getPropertyValue(name);
        colours.set(name, colour);
        return colour;
      });
    });
  }

  #addFilters(id: string, names: readonly string[], chosen: Set<number>): void {
    const place = element(id, HTMLDivElement);
    for (const [row, name] of names.entries()) {
      const label = document.createElement('label');
      const box = document.createElement('input');
      box.type = 'checkbox';
      box.checked = chosen.has(row);
      box.addEventListener('change', () => {
        if (box.checked) chosen.add(row);
        else chosen.delete(row);
        this.#drawSoon();
      });
      label.append(box, ` ${name}`);
      place.append(label);
    }
  }
}

const data = element('diagram-data', HTMLScriptElement).textContent ?? '';
new Diagram(JSON.parse(data) as DiagramData).start();
