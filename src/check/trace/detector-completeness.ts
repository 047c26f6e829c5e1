import type { NodeId } from '../../core/ids.ts';
import type { RareEvent } from '../../trace/event.ts';
import type { Verdict } from '../verdict.ts';
import { broken, holds, vacuous } from '../verdict.ts';
import type { TraceBook } from './book.ts';
import type { Trouble } from './lives.ts';
import { Lives } from './lives.ts';
import type { Judgement, TraceWitness } from './witness.ts';
import { count } from './witness.ts';

export interface CompletenessOptions {
  /** A node that is down for so long must be removed; shorter absences oblige nobody. */
  readonly withinTicks: number;
}

/** What one node last said of another. */
interface Opinion {
  readonly isMember: boolean;
  readonly event: RareEvent;
}

/**
 * Every node that crashed and stayed down for `withinTicks`, or longer, is no member any more, when it comes back or the
 * run ends, of any node that lived through its absence: that was up all the while, neither paused nor slow, with a
 * sound clock, and had it as a member at all. A node that lost its disk comes back as somebody else, so that its
 * old identity stays down. How long each removal took is told: from the crash to the last `member-removed`.
 */
export function checkDetectorCompleteness(book: TraceBook, options: CompletenessOptions): Judgement {
  const lives = new Lives(book);
  const absences = lives.nodes.flatMap((node) =>
    lives
      .of(node)
      .filter(({ kind, by }) => kind === 'down' && by !== undefined)
      .map((trouble) => ({ node, trouble, until: Math.min(trouble.to, book.lastTick) }))
      .filter(({ trouble, until }) => until - trouble.from >= options.withinTicks),
  );
  const ends = absences.map(({ until }) => until);
  const opinions = new OpinionsAt(book, ends);
  const took: number[] = [];
  let verdict: Verdict<TraceWitness> =
    absences.length === 0 ? vacuous('no node stayed down long enough') : holds;
  for (const { node, trouble, until } of absences) {
    for (const observer of lives.nodes) {
      if (observer === node || lives.troubleIn(observer, trouble.from, until) !== undefined) continue;
      const opinion = opinions.of(observer, node, until);
      if (opinion === undefined) continue;
      if (!opinion.isMember) took.push(Math.max(0, opinion.event.tick - trouble.from));
      else if (verdict.kind !== 'broken')
        verdict = broken(forgotten(node, observer, trouble, opinion, until));
    }
  }
  return { verdict, seen: tell(took) };
}

function forgotten(
  node: NodeId,
  observer: NodeId,
  { from, by }: Trouble,
  opinion: Opinion,
  until: number,
): TraceWitness {
  return {
    kind: 'a dead node that is still a member',
    why: `node ${node} was down from tick ${from}, and at tick ${until} node ${observer} still had it as a member`,
    events: [opinion.event, ...(by === undefined ? [] : [by])].sort((a, b) => a.tick - b.tick),
  };
}

function tell(took: readonly number[]): string {
  const sorted = [...took].sort((a, b) => a - b);
  const most = sorted[sorted.length - 1];
  if (most === undefined) return 'no removals';
  const median = sorted[Math.floor((sorted.length - 1) / 2)] ?? most;
  return `${count(sorted.length, 'removal')}, at most ${most} ticks, median ${median}`;
}

/** Who has whom as a member, at the ends of certain ticks. */
class OpinionsAt {
  readonly #asOf = new Map<number, ReadonlyMap<NodeId, ReadonlyMap<NodeId, Opinion>>>();

  constructor(book: TraceBook, ticks: readonly number[]) {
    const waiting = [...new Set(ticks)].sort((a, b) => a - b);
    const now = new Map<NodeId, Map<NodeId, Opinion>>();
    const save = (before: number): void => {
      for (let tick = waiting[0]; tick !== undefined && tick < before; tick = waiting[0]) {
        this.#asOf.set(tick, new Map([...now].map(([observer, opinions]) => [observer, new Map(opinions)])));
        waiting.shift();
      }
    };
    for (const { event } of book.detector) {
      save(event.tick);
      if (event.kind === 'host-started') now.set(event.node, new Map());
      if (event.kind !== 'noted') continue;
      const { note, node } = event;
      if (note.kind !== 'member-joined' && note.kind !== 'member-removed') continue;
      now.get(node)?.set(note.member, { isMember: note.kind === 'member-joined', event });
    }
    save(Infinity);
  }

  /** What `observer` thought of `node` when this tick was over; undefined where it had never heard of it. */
  of(observer: NodeId, node: NodeId, tick: number): Opinion | undefined {
    return this.#asOf.get(tick)?.get(observer)?.get(node);
  }
}
