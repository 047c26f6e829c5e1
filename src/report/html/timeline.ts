import { TraceBook } from '../../check/trace/book.ts';
import { Lives } from '../../check/trace/lives.ts';
import type { RareEvent } from '../../trace/event.ts';
import { tellOperation, tellOutcome } from '../../trace/words/event.ts';
import { nodeName } from '../../trace/words/name.ts';
import type { Focus } from './diagram-data.ts';
import { escapeText } from './escape.ts';

const LEFT = 90;
const WIDTH = 1000;
const ROW = 18;
const TOP = 24;

/** One bar of a row. */
interface Bar {
  readonly from: number;
  readonly to: number;
  readonly style: string;
  readonly title: string;
}

interface Row {
  readonly name: string;
  readonly bars: readonly Bar[];
}

/** Beyond this many bars a row's bars are drawn as one shape, without texts of their own. */
const MOST_TITLES = 400;

/** Faults by node and link, and below them what each client asked, over the whole run, as SVG. */
export function timelineOf(events: readonly RareEvent[], lastTick: number, focus: Focus | null): string {
  const rows = [...faultRows(events), ...clientRows(events, lastTick)];
  // Some quiet after the last bar; the rest of a long run would only press the bars together.
  const busy = rows.flatMap(({ bars }) =>
    bars.flatMap(({ from, to }) => [from, Number.isFinite(to) ? to : lastTick]),
  );
  const end = Math.max(
    1,
    Math.min(lastTick, Math.ceil(1.05 * busy.reduce((a, b) => Math.max(a, b), focus?.[1] ?? 1))),
  );
  const height = TOP + rows.length * ROW + 8;
  const x = (tick: number): string => (LEFT + ((WIDTH - LEFT) * Math.min(tick, end)) / end).toFixed(1);
  const shade =
    focus === null
      ? ''
      : `<rect class="focus" x="${x(focus[0])}" y="${TOP}" width="${widthOf(x, focus[0], focus[1])}" height="${height - TOP}"/>`;
  return [
    `<svg class="timeline" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Faults and operations over time">`,
    ...axisOf(end, height, x),
    shade,
    ...rows.flatMap((row, nth) => drawRow(row, TOP + nth * ROW, x)),
    '</svg>',
  ].join('\n');
}

function drawRow({ name, bars }: Row, y: number, x: (tick: number) => string): readonly string[] {
  const label = `<text class="name" x="${LEFT - 8}" y="${y + 13}">${escapeText(name)}</text>`;
  if (bars.length <= MOST_TITLES) {
    return [
      label,
      ...bars.map(
        ({ from, to, style, title }) =>
          `<rect class="${style}" x="${x(from)}" y="${y + 3}" width="${widthOf(x, from, to)}" height="${ROW - 6}"><title>${escapeText(title)}</title></rect>`,
      ),
    ];
  }
  const byStyle = new Map<string, string[]>();
  for (const { from, to, style } of bars) {
    const shapes = byStyle.get(style) ?? [];
    shapes.push(`M${x(from)} ${y + 3}h${widthOf(x, from, to)}v${ROW - 6}h-${widthOf(x, from, to)}z`);
    byStyle.set(style, shapes);
  }
  return [label, ...[...byStyle].map(([style, shapes]) => `<path class="${style}" d="${shapes.join('')}"/>`)];
}

function widthOf(x: (tick: number) => string, from: number, to: number): string {
  return Math.max(1.5, Number(x(to)) - Number(x(from))).toFixed(1);
}

function axisOf(end: number, height: number, x: (tick: number) => string): readonly string[] {
  return ticksUpTo(end).map(
    (tick) =>
      `<path class="grid" d="M${x(tick)} ${TOP - 4}V${height}"/><text class="tick" x="${x(tick)}" y="14">${tick}</text>`,
  );
}

/** Round numbers, about ten of them. */
export function ticksUpTo(end: number): readonly number[] {
  let step = 1;
  for (let nth = 0; end / step > 10; nth += 1) step *= nth % 3 === 1 ? 2.5 : 2;
  const ticks: number[] = [];
  for (let tick = 0; tick <= end; tick += step) ticks.push(tick);
  return ticks;
}

function faultRows(events: readonly RareEvent[]): readonly Row[] {
  const book = new TraceBook();
  for (const event of events) book.add(event);
  const lives = new Lives(book);
  const nodes = lives.nodes.flatMap((node): readonly Row[] => {
    // Before its first start a node is not down but not there yet.
    const troubles = lives.of(node).filter(({ by }) => by !== undefined);
    if (troubles.length === 0) return [];
    const bars = troubles.map(({ kind, from, to }) => ({
      ...{ from, to, style: `trouble ${kind}` },
      title: `${nodeName(node)} ${kind}, tick ${from} to ${Number.isFinite(to) ? to : 'the end'}`,
    }));
    return [{ name: nodeName(node), bars }];
  });
  const links = new Map<string, Bar[]>();
  for (const { name, from, to } of lives.links) {
    const bars = links.get(name) ?? [];
    const title = `${name}, tick ${from} to ${Number.isFinite(to) ? to : 'the end'}`;
    bars.push({ from, to, style: 'trouble link', title });
    links.set(name, bars);
  }
  return [...nodes, ...[...links].map(([name, bars]) => ({ name, bars }))];
}

type Requested = Extract<RareEvent, { kind: 'requested' }>;

function clientRows(events: readonly RareEvent[], lastTick: number): readonly Row[] {
  const open = new Map<number, Requested>();
  const rows = new Map<string, Bar[]>();
  const close = (asked: Requested, to: number, style: string, outcome: string): void => {
    const name = asked.client === undefined ? 'scenario' : `client ${asked.client}`;
    const title = `tick ${asked.tick} to ${to}, ${nodeName(asked.node)}: ${tellOperation(asked.operation)}: ${outcome} (operation ${asked.request})`;
    const bars = rows.get(name) ?? [];
    bars.push({ from: asked.tick, to, style: `asked ${style}`, title });
    rows.set(name, bars);
  };
  for (const event of events) {
    if (event.kind === 'requested') {
      open.set(event.request, event);
      const name = event.client === undefined ? 'scenario' : `client ${event.client}`;
      if (!rows.has(name)) rows.set(name, []);
    }
    if (event.kind !== 'replied' && event.kind !== 'gave-up') continue;
    const asked = open.get(event.request);
    if (asked === undefined) continue;
    open.delete(event.request);
    if (event.kind === 'gave-up') close(asked, event.tick, 'unknown', 'given up');
    else close(asked, event.tick, event.outcome.kind, tellOutcome(event.outcome));
  }
  for (const asked of open.values()) close(asked, lastTick, 'unknown', 'no answer');
  return [...rows].map(([name, bars]) => ({ name, bars }));
}
