import type { NodeId, RequestId } from '../core/ids.ts';
import { requestId } from '../core/ids.ts';
import type { Note } from '../core/note.ts';
import { tick } from '../core/time.ts';
import type { RareEvent } from '../trace/event.ts';
import { requestNamed } from './clients-world.ts';
import type { FlownLife } from './flown-life.ts';
import type { Life } from './stage.ts';
import type { Told, Tortured } from './torture.ts';

/** A life, and what its flight record tells. */
export interface Flown {
  readonly life: Life;
  readonly flown: FlownLife;
}

type OperationNote = Extract<Note, { readonly kind: 'operation-judged' | 'operation-decided' }>;

interface Noted {
  at: number;
  readonly node: NodeId;
  readonly note: Note;
}

interface Call {
  readonly asked: number;
  readonly replied: number | undefined;
}

/** Clocks of processes on one machine agree to so much. Unit: microseconds. */
const SKEW = 5_000;
/** Places within a microsecond: a note between the question and the answer that it belongs to. */
const PLACES = 4;

/**
 * One trace of what clients saw, what was done to nodes and what these noted, and at the end what the living ones hold.
 * Events that this process saw keep their order to the letter. Notes are put between them by the machine's clock, and
 * those of an operation between its question and its answer, judgements before the decision that may rest on them, as
 * far as clocks may be wrong. Of a run that was ended early nobody is asked what it holds: it had no time to converge.
 */
export function weave(tortured: Tortured, flights: readonly Flown[]): readonly RareEvent[] {
  const { told, zero, endTick } = tortured;
  const calls = callsIn(told);
  const numbers = numbersIn(told, flights);
  const notes = flights.flatMap(({ flown: { node, notes: all } }) =>
    all.flatMap(({ at, note }): Noted[] => {
      if (!isOfOperation(note)) return [{ at, node, note }];
      const number = numbers.get(note.request);
      return number === undefined ? [] : [{ at, node, note: { ...note, request: requestId(number) } }];
    }),
  );
  settle(notes, calls);
  const tickOf = (at: number) => tick(Math.min(endTick, Math.max(0, Math.floor((at - zero) / 1_000))));
  const placed = [
    ...told.map(({ at, event }) => ({ place: at * PLACES, event })),
    ...notes.map(({ at, node, note }) => ({
      place: placeOf(at, note, calls),
      event: { kind: 'noted', tick: tickOf(at), node, note } as const,
    })),
  ].sort((a, b) => a.place - b.place);
  const surveys = flights.flatMap(({ life, flown: { node, survey } }): RareEvent[] =>
    tortured.isWhole && life.isLast && survey !== undefined
      ? [{ kind: 'surveyed', tick: tick(endTick), node, ...survey }]
      : [],
  );
  return [...placed.map(({ event }) => event), ...surveys];
}

function isOfOperation(note: Note): note is OperationNote {
  return note.kind === 'operation-judged' || note.kind === 'operation-decided';
}

function callsIn(told: readonly Told[]): ReadonlyMap<number, Call> {
  const calls = new Map<number, Call>();
  for (const { at, event } of told) {
    if (event.kind === 'requested') calls.set(event.request, { asked: at, replied: undefined });
    const call = event.kind === 'replied' ? calls.get(event.request) : undefined;
    if (event.kind === 'replied' && call !== undefined) calls.set(event.request, { ...call, replied: at });
  }
  return calls;
}

/**
 * The number of the client's operation for each number that a node gave: nodes have the client's name of it. A node tries
 * again what certainly did not happen; the last attempt is the operation. A comparison is read for first, under its name.
 */
function numbersIn(told: readonly Told[], flights: readonly Flown[]): ReadonlyMap<RequestId, number> {
  const reads = new Set<number>();
  for (const { event } of told)
    if (event.kind === 'requested' && event.operation.kind === 'read') reads.add(event.request);
  const last = new Map<number, { readonly at: number; readonly request: RequestId }>();
  for (const { flown } of flights)
    for (const { at, request, operation } of flown.asked) {
      const number = requestNamed(operation.token?.id);
      if (number === undefined || (operation.kind === 'read') !== reads.has(number)) continue;
      if (at >= (last.get(number)?.at ?? 0)) last.set(number, { at, request });
    }
  return new Map([...last].map(([number, { request }]) => [request, number]));
}

/** Notes of operations, moved by no more than clocks may be wrong. */
function settle(notes: readonly Noted[], calls: ReadonlyMap<number, Call>): void {
  const judged = new Map<number, Noted[]>();
  for (const noted of notes) {
    if (noted.note.kind !== 'operation-judged') continue;
    const list = judged.get(noted.note.request);
    if (list === undefined) judged.set(noted.note.request, [noted]);
    else list.push(noted);
  }
  for (const noted of notes) {
    if (noted.note.kind !== 'operation-decided') continue;
    const before = (judged.get(noted.note.request) ?? []).filter(({ at }) => at <= noted.at + SKEW);
    const call = calls.get(noted.note.request);
    const latest = Math.max(noted.at, ...before.map(({ at }) => at));
    noted.at = Math.min(latest, call?.replied ?? latest);
    for (const judgement of before) judgement.at = Math.min(judgement.at, noted.at);
  }
}

function placeOf(at: number, note: Note, calls: ReadonlyMap<number, Call>): number {
  if (!isOfOperation(note)) return at * PLACES;
  const call = calls.get(note.request);
  const rank = note.kind === 'operation-judged' ? 1 : 2;
  if (call === undefined) return at * PLACES + rank;
  const place = Math.max(at, call.asked) * PLACES + rank;
  const isDecision = note.kind === 'operation-decided' && call.replied !== undefined;
  const isBefore = call.replied !== undefined && at <= call.replied;
  return isDecision || isBefore ? Math.min(place, (call.replied ?? 0) * PLACES - PLACES + rank) : place;
}
