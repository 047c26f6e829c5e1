import type { HistoryEvent, ProcessName } from '../history/event.ts';
import type { Verdict } from '../verdict.ts';
import { broken, holds } from '../verdict.ts';

export interface OutcomeWitness {
  readonly why: string;
  readonly process: ProcessName;
  /** The events in question with their numbers, counted from 0. */
  readonly events: readonly { readonly at: number; readonly event: HistoryEvent }[];
}

/**
 * Every invoke is followed by at most one ok, fail or info of its process, and each of these by nothing but an invoke;
 * by nothing at all after info. An operation that nobody answered before the end breaks no law: it is unknown.
 * Judges events that have not been made into a history, which would refuse them.
 */
export function checkOneOutcome(events: Iterable<HistoryEvent>): Verdict<OutcomeWitness> {
  const last = new Map<ProcessName, { readonly at: number; readonly event: HistoryEvent }>();
  let at = 0;
  for (const event of events) {
    const now = { at: at++, event };
    const before = last.get(event.process);
    last.set(event.process, now);
    const why = breach(before?.event, event);
    if (why === undefined) continue;
    return broken({ why, process: event.process, events: before === undefined ? [now] : [before, now] });
  }
  return holds;
}

function breach(before: HistoryEvent | undefined, event: HistoryEvent): string | undefined {
  if (before?.type === 'info') return 'an event of a process whose operation had ended in info';
  if (event.type === 'invoke') {
    return before?.type === 'invoke' ? 'an operation was invoked while another was open' : undefined;
  }
  if (before === undefined) return 'an outcome without an operation';
  if (before.type !== 'invoke') return 'a second outcome of one operation';
  const same = before.operation === event.operation && (event.key === undefined || before.key === event.key);
  return same ? undefined : 'an outcome of another operation than the one that is open';
}
