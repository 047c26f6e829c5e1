import type { NodeId } from '../../core/ids.ts';
import type { RareEvent } from '../../trace/event.ts';
import type { Verdict } from '../verdict.ts';
import { broken, holds } from '../verdict.ts';
import type { TraceBook } from './book.ts';
import type { LinkTrouble } from './lives.ts';
import { Lives } from './lives.ts';
import type { Judgement, TraceWitness } from './witness.ts';
import { count } from './witness.ts';

export interface AccuracyOptions {
  /** Whether an observer's own sleep is a reason; not where its detector takes it into account. Default: yes. */
  readonly sleepExcuses?: boolean;
  /** How long before a removal a fault may have been in force to be its reason. */
  readonly lookBackTicks: number;
  /**
   * Whether a fault of the network may keep the heartbeats of `member` from `observer`. The trace tells only what kind a
   * fault is; whoever knows its links can say more. Default: every kind but duplicates may.
   */
  readonly excuses?: (trouble: LinkTrouble, observer: NodeId, member: NodeId) => boolean;
}

/**
 * No node is removed that was up, awake and reachable. A removal is excused when during the last `lookBackTicks` the
 * member was down, paused, slow or had a clock fault, or the observer was paused, slow or had a clock fault, or a fault
 * of the network lay between them. An observer that has just started has no excuse.
 */
export function checkDetectorAccuracy(book: TraceBook, options: AccuracyOptions): Judgement {
  const lives = new Lives(book);
  const excuses = options.excuses ?? (({ name }) => name !== 'duplicate');
  const ownTroubles = [
    ...(options.sleepExcuses === false ? [] : ['paused' as const]),
    'clock',
    'slow',
  ] as const;
  let removals = 0;
  let excused = 0;
  let verdict: Verdict<TraceWitness> = holds;
  for (const { event } of book.detector) {
    if (event.kind !== 'noted' || event.note.kind !== 'member-removed') continue;
    removals += 1;
    const { node, tick } = event;
    const { member } = event.note;
    const from = tick - options.lookBackTicks;
    const isExcused =
      lives.troubleIn(member, from, tick) !== undefined ||
      lives.troubleIn(node, from, tick, ownTroubles) !== undefined ||
      lives.linkTroublesIn(from, tick).some((trouble) => excuses(trouble, node, member));
    if (isExcused) excused += 1;
    else if (verdict.kind === 'holds') verdict = broken(wrongly(event, member, startOf(book, member, tick)));
  }
  return { verdict, seen: `${count(removals, 'removal')}, ${excused} for a reason` };
}

function wrongly(
  event: RareEvent & { readonly node: NodeId },
  member: NodeId,
  started: RareEvent | undefined,
): TraceWitness {
  return {
    kind: 'a live and reachable node was removed',
    why: `node ${event.node} removed node ${member} at tick ${event.tick}, which was up and reachable all the while`,
    events: started === undefined ? [event] : [started, event],
  };
}

function startOf(book: TraceBook, node: NodeId, before: number): RareEvent | undefined {
  return book.detector.findLast(
    ({ event }) => event.kind === 'host-started' && event.node === node && event.tick <= before,
  )?.event;
}
