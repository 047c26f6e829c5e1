import type { Verdict } from '../verdict.ts';
import { broken, holds, undecided } from '../verdict.ts';
import type { Asked, TraceBook } from './book.ts';
import type { Trouble } from './lives.ts';
import { Lives } from './lives.ts';
import type { Judgement, TraceWitness } from './witness.ts';
import { count } from './witness.ts';

export interface StallOptions {
  /** The longest that an operation may take, in ticks. */
  readonly mostTicks: number;
}

/** What keeps a coordinator itself from answering. */
const AWAY: readonly Trouble['kind'][] = ['down', 'paused', 'slow'];

/**
 * Every operation put to a coordinator that stays up is answered in bounded time, with success or with what the store
 * holds: whichever other nodes are lost, nobody is told that the store is unavailable or that the outcome is unknown.
 * Tells the slowest answer. What is still open when the run ends, and may be, does not count.
 */
export function checkBoundedStall(book: TraceBook, { mostTicks }: StallOptions): Judgement {
  const lives = new Lives(book);
  let judged = 0;
  let slowest = 0;
  let verdict: Verdict<TraceWitness> = holds;
  for (const asked of book.asked.values()) {
    const question = asked.requested[0]?.event;
    if (question === undefined) continue;
    const deadline = question.tick + mostTicks;
    const answeredAt = asked.replied[0]?.event.tick;
    if (answeredAt === undefined && deadline >= book.lastTick) continue;
    if (lives.troubleIn(question.node, question.tick, answeredAt ?? deadline, AWAY) !== undefined) continue;
    judged += 1;
    if (answeredAt !== undefined) slowest = Math.max(slowest, answeredAt - question.tick);
    if (verdict.kind === 'holds') verdict = judge(asked, mostTicks);
  }
  if (judged === 0) return { verdict: undecided('no surviving coordinator was asked'), seen: '' };
  return {
    verdict,
    seen: `${count(judged, 'operation')} at survivors, the slowest took ${count(slowest, 'tick')}`,
  };
}

function judge(asked: Asked, mostTicks: number): Verdict<TraceWitness> {
  const [question] = asked.requested;
  const [answer] = asked.replied;
  if (question === undefined) return holds;
  const { request, operation, node, tick } = question.event;
  const what = `operation ${request} (${operation.kind} of ${operation.key}), put to node ${node} at tick ${tick}`;
  const events = [question.event, ...(answer === undefined ? [] : [answer.event])];
  if (answer === undefined || answer.event.tick - tick > mostTicks) {
    const took =
      answer === undefined ? 'was never answered' : `was answered after ${answer.event.tick - tick} ticks`;
    return broken({ kind: 'a survivor stalls', why: `${what}, ${took}`, events });
  }
  const { outcome } = answer.event;
  if (outcome.kind === 'ok' || outcome.reason === 'not-found' || outcome.reason === 'exists') return holds;
  return broken({
    kind: `a survivor answers ${outcome.reason}`,
    why: `${what}, was answered ${outcome.kind}`,
    events,
  });
}
