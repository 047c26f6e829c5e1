import type { TraceEvent } from '../../trace/event.ts';
import type { TimerNames } from '../../trace/ndjson.ts';
import { tellEvent } from '../../trace/words/event.ts';
import { tellMessage } from '../../trace/words/message.ts';
import type { FateName } from './fates.ts';
import { FATES } from './fates.ts';

/** Events as columns of small integers, so that a hundred thousand of them load and draw fast. */
export interface DiagramData {
  /** Identities of nodes, ascending; everywhere else a node is a row of this list. */
  readonly nodes: readonly number[];
  readonly lastTick: number;
  /** The ticks that the failure spans; null where nothing failed. */
  readonly focus: Focus | null;
  /** Kinds of messages and of marks; `kind` columns are rows of these. */
  readonly messageKinds: readonly string[];
  readonly markKinds: readonly string[];
  /** What arrows and marks say, each text once. */
  readonly labels: readonly string[];
  /** Of a message: sender, receiver, tick of sending, ticks until its end (−1: under way), kind, fate, label, whether told. */
  readonly arrows: Columns<'from' | 'to' | 'sent' | 'took' | 'kind' | 'fate' | 'label' | 'told'>;
  readonly marks: Columns<'node' | 'tick' | 'kind' | 'label' | 'told'>;
  /** Messages left out because they were too many. */
  readonly omitted: number;
}

export type Focus = readonly [from: number, to: number];

export type Columns<Name extends string> = { readonly [Column in Name]: number[] };

const UNDER_WAY = FATES.indexOf('under way');

/** What marks are made of; all else is in the arrows, or mere routine. */
const MARKS: readonly TraceEvent['kind'][] = [
  ...([
    'requested',
    'replied',
    'noted',
    'host-started',
    'host-crashed',
    'host-paused',
    'host-resumed',
  ] as const),
  ...(['host-slowed', 'clock-changed', 'disk-changed', 'disk-damaged'] as const),
];

const MOST_ARROWS = 200_000;

/** @param told numbers of the events that the story is made of */
export function diagramOf(
  events: readonly TraceEvent[],
  focus: Focus | null,
  told: ReadonlySet<number>,
  timers: TimerNames,
): DiagramData {
  const drawing = new Drawing(events, timers);
  for (const [at, event] of events.entries()) drawing.add(event, told.has(at));
  return drawing.finish(focus);
}

interface Arrow {
  readonly from: number;
  readonly to: number;
  readonly sent: number;
  readonly kind: number;
  readonly label: number;
  readonly told: boolean;
  end: number;
  fate: number;
}

class Drawing {
  readonly #timers: TimerNames;
  readonly #rows: ReadonlyMap<number, number>;
  readonly #labels = new Index();
  readonly #messageKinds = new Index();
  readonly #markKinds = new Index();
  readonly #arrows: Arrow[] = [];
  readonly #open = new Map<object, Arrow[]>();
  readonly #marks: DiagramData['marks'] = { node: [], tick: [], kind: [], label: [], told: [] };
  #lastTick = 0;

  constructor(events: readonly TraceEvent[], timers: TimerNames) {
    this.#timers = timers;
    const nodes = new Set(events.flatMap((event) => ('node' in event ? [event.node] : [])));
    this.#rows = new Map([...nodes].sort((a, b) => a - b).map((node, row) => [node, row]));
  }

  add(event: TraceEvent, told: boolean): void {
    this.#lastTick = Math.max(this.#lastTick, event.tick);
    switch (event.kind) {
      case 'sent':
        return this.#send(event, told);
      case 'received':
        return this.#end(event.message, event.from, event.node, event.tick, 'received');
      case 'dropped':
        return this.#end(event.message, event.node, event.to, event.tick, event.reason);
      default:
        if (MARKS.includes(event.kind) && 'node' in event) this.#mark(event, event.node, told);
    }
  }

  finish(focus: Focus | null): DiagramData {
    const kept = nearest(this.#arrows, focus);
    const arrows: DiagramData['arrows'] = {
      ...{ from: [], to: [], sent: [], took: [] },
      ...{ kind: [], fate: [], label: [], told: [] },
    };
    for (const { from, to, sent, end, kind, fate, label, told } of kept) {
      arrows.from.push(from);
      arrows.to.push(to);
      arrows.sent.push(sent);
      arrows.took.push(fate === UNDER_WAY ? -1 : end - sent);
      arrows.kind.push(kind);
      arrows.fate.push(fate);
      arrows.label.push(label);
      arrows.told.push(told ? 1 : 0);
    }
    return {
      nodes: [...this.#rows.keys()],
      lastTick: this.#lastTick,
      focus,
      messageKinds: this.#messageKinds.texts,
      markKinds: this.#markKinds.texts,
      labels: this.#labels.texts,
      arrows,
      marks: this.#marks,
      omitted: this.#arrows.length - kept.length,
    };
  }

  #send({ node, to, tick, message }: Extract<TraceEvent, { kind: 'sent' }>, told: boolean): void {
    const arrow: Arrow = {
      from: this.#row(node),
      to: this.#row(to),
      sent: tick,
      kind: this.#messageKinds.of(message.kind),
      label: this.#labels.of(tellMessage(message)),
      told,
      end: tick,
      fate: UNDER_WAY,
    };
    this.#arrows.push(arrow);
    const open = this.#open.get(message);
    if (open === undefined) this.#open.set(message, [arrow]);
    else open.push(arrow);
  }

  /** A duplicate ends an arrow of its own. */
  #end(message: object, from: number, to: number, tick: number, fate: FateName): void {
    const [sender, receiver] = [this.#row(from), this.#row(to)];
    const sent = this.#open.get(message)?.findLast((arrow) => arrow.from === sender && arrow.to === receiver);
    if (sent === undefined) return;
    const ended = sent.fate === UNDER_WAY ? sent : { ...sent };
    ended.end = tick;
    ended.fate = FATES.indexOf(fate);
    if (ended !== sent) this.#arrows.push(ended);
  }

  #mark(event: TraceEvent, node: number, told: boolean): void {
    const kind = event.kind === 'noted' ? event.note.kind : event.kind;
    this.#marks.node.push(this.#row(node));
    this.#marks.tick.push(event.tick);
    this.#marks.kind.push(this.#markKinds.of(kind));
    this.#marks.label.push(this.#labels.of(tellEvent(event, this.#timers)));
    this.#marks.told.push(told ? 1 : 0);
  }

  /** A node that was sent to but never lived has no row. */
  #row(node: number): number {
    return this.#rows.get(node) ?? -1;
  }
}

/** As many as a page can bear, those around the failure first, in the order of sending. */
function nearest(arrows: readonly Arrow[], focus: Focus | null): readonly Arrow[] {
  const inOrder = [...arrows].sort((a, b) => a.sent - b.sent);
  if (arrows.length <= MOST_ARROWS) return inOrder;
  const [from, to] = focus ?? [0, 0];
  const distance = ({ sent }: Arrow) => (sent < from ? from - sent : Math.max(0, sent - to));
  const kept = [...arrows].sort((a, b) => distance(a) - distance(b)).slice(0, MOST_ARROWS);
  return kept.sort((a, b) => a.sent - b.sent);
}

/** Texts by number, in the order of their first use. */
class Index {
  readonly texts: string[] = [];
  readonly #numbers = new Map<string, number>();

  of(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.texts.length);
    this.texts.push(text);
    return this.texts.length - 1;
  }
}
