import type { Verdict } from '../verdict.ts';
import { broken, holds, vacuous } from '../verdict.ts';
import type { Told, TraceBook } from './book.ts';
import type { PreferenceLists } from './movement-needs.ts';
import { MovementNeeds } from './movement-needs.ts';
import type { Judgement, TraceWitness } from './witness.ts';
import { count } from './witness.ts';

export interface MovementOptions {
  /** The preference lists of the ring with these members, who come in ascending order. */
  readonly listsOf: (members: readonly number[]) => PreferenceLists;
}

/** Of a hundred that are needed so many may be sent: two holders may offer at the same time. */
const ALLOWED = 105;

/**
 * Stabilization sends little more than it must: a record to a node that is new on its preference list, in the eyes of
 * anybody who is up, once each time it is, and to a replica that missed a write of it. Records sent are counted, and
 * may be five in a hundred more than these.
 *
 * Assumes that all records are told to be sent in notes (`records-sent`), that writes are known from their notes, and
 * that nodes with the same members see the same ring. A node that came back with its disk may need less than is
 * allowed here: what it still has is not subtracted.
 */
export function checkMinimalMovement(book: TraceBook, options: MovementOptions): Judgement {
  const needs = new MovementNeeds(book, options.listsOf).count();
  const ideal = needs.newcomers + needs.missed;
  const sends = book.detector.filter(({ event }) => sentIn(event) > 0);
  const sent = sends.reduce((total, { event }) => total + sentIn(event), 0);
  const seen = `${count(sent, 'record')} sent, ${needs.newcomers} for newcomers and ${needs.missed} missed`;
  return { verdict: judge(sent, ideal, sends), seen };
}

function judge(sent: number, ideal: number, sends: readonly Told[]): Verdict<TraceWitness> {
  if (sent === 0 && ideal === 0) return vacuous('no record had to move');
  if (sent * 100 <= ideal * ALLOWED) return holds;
  const most = sends.reduce<Told | undefined>(
    (best, told) => (best === undefined || sentIn(told.event) > sentIn(best.event) ? told : best),
    undefined,
  );
  return broken({
    kind: 'more records sent than needed',
    why: `stabilization sent ${count(sent, 'record')} where ${ideal} were needed`,
    events: most === undefined ? [] : [most.event],
  });
}

function sentIn(event: Told['event']): number {
  return event.kind === 'noted' && event.note.kind === 'records-sent' ? event.note.records : 0;
}
