import { lettersOf } from '../../core/bundle.ts';
import type { NodeId, RequestId } from '../../core/ids.ts';
import type { Letter } from '../../core/message.ts';
import type { Note } from '../../core/note.ts';
import type { DropReason, TraceEvent } from '../../trace/event.ts';
import type { CausalGraph } from './causal-graph.ts';

type EventOf<Kind extends TraceEvent['kind']> = Extract<TraceEvent, { readonly kind: Kind }>;
type NoteOf<Kind extends Note['kind']> = Extract<Note, { readonly kind: Kind }>;

/** An event and its number. */
export interface At<Event> {
  readonly at: number;
  readonly tick: number;
  readonly event: Event;
}

/** How a packet ended first; a copy that came later changes nothing. */
export type Fate =
  | { readonly kind: 'received'; readonly at: number; readonly tick: number }
  | { readonly kind: 'dropped'; readonly at: number; readonly tick: number; readonly reason: DropReason }
  | { readonly kind: 'under-way' };

/** One packet from its sending to its end. */
export interface Delivery {
  readonly sent: At<EventOf<'sent'>>;
  readonly fate: Fate;
}

export interface Judged {
  readonly at: number;
  readonly tick: number;
  readonly node: NodeId;
  readonly note: NoteOf<'operation-judged'>;
}

/** Everything that a slice holds of one client operation. */
export interface OperationTrace {
  readonly request: RequestId;
  readonly asked: At<EventOf<'requested'>>;
  /** From the coordinator to the replicas; a write that was repeated goes out more than once. */
  readonly questions: readonly Delivery[];
  /** From the replicas to the coordinator. */
  readonly answers: readonly Delivery[];
  /** What a read writes back, and that it is stored. */
  readonly repairs: readonly Delivery[];
  readonly judged: readonly Judged[];
  readonly decided: At<NoteOf<'operation-decided'>> | undefined;
  readonly replied: At<EventOf<'replied'>> | undefined;
  readonly gaveUp: At<EventOf<'gave-up'>> | undefined;
}

/** What became of a packet. */
export function deliveryOf(graph: CausalGraph, at: number, event: EventOf<'sent'>): Delivery {
  const sent = { at, tick: event.tick, event };
  const ends = graph.fatesOf(at);
  const arrived = ends.find((end) => graph.events[end]?.kind === 'received');
  const end = arrived ?? ends[0];
  const fate = end === undefined ? undefined : graph.events[end];
  if (end === undefined || fate === undefined) return { sent, fate: { kind: 'under-way' } };
  if (fate.kind === 'dropped')
    return { sent, fate: { kind: 'dropped', at: end, tick: fate.tick, reason: fate.reason } };
  return { sent, fate: { kind: 'received', at: end, tick: fate.tick } };
}

/** The operations of a slice, in the order in which they were asked for. */
export function operationsOf(graph: CausalGraph, slice: readonly number[]): readonly OperationTrace[] {
  const drafts = new Map<RequestId, Draft>();
  for (const at of slice) {
    const event = graph.events[at];
    if (event !== undefined) take(drafts, graph, at, event);
  }
  return [...drafts.values()].flatMap(({ asked, ...rest }) =>
    asked === undefined ? [] : [{ ...rest, asked }],
  );
}

interface Draft {
  readonly request: RequestId;
  asked: At<EventOf<'requested'>> | undefined;
  readonly questions: Delivery[];
  readonly answers: Delivery[];
  readonly repairs: Delivery[];
  readonly judged: Judged[];
  decided: At<NoteOf<'operation-decided'>> | undefined;
  replied: At<EventOf<'replied'>> | undefined;
  gaveUp: At<EventOf<'gave-up'>> | undefined;
}

function take(drafts: Map<RequestId, Draft>, graph: CausalGraph, at: number, event: TraceEvent): void {
  const { tick } = event;
  switch (event.kind) {
    case 'requested':
      draftOf(drafts, event.request).asked ??= { at, tick, event };
      return;
    case 'replied':
      draftOf(drafts, event.request).replied ??= { at, tick, event };
      return;
    case 'gave-up':
      draftOf(drafts, event.request).gaveUp ??= { at, tick, event };
      return;
    case 'noted': {
      const { note, node } = event;
      if (note.kind === 'operation-judged')
        draftOf(drafts, note.request).judged.push({ at, tick, node, note });
      if (note.kind === 'operation-decided')
        draftOf(drafts, note.request).decided ??= { at, tick, event: note };
      return;
    }
    case 'sent': {
      for (const letter of lettersOf(event.message)) {
        const place = placeOf(letter);
        const of = { ...event, message: letter };
        if (place !== undefined) draftOf(drafts, place.request)[place.list].push(deliveryOf(graph, at, of));
      }
      return;
    }
    default:
      return;
  }
}

function placeOf(
  message: Letter,
): { readonly request: RequestId; readonly list: 'questions' | 'answers' | 'repairs' } | undefined {
  switch (message.kind) {
    case 'replicate':
    case 'fetch':
      return { request: message.request, list: 'questions' };
    case 'replicated':
    case 'fetched':
      return { request: message.request, list: 'answers' };
    case 'prepare':
    case 'accept':
      return message.request === undefined ? undefined : { request: message.request, list: 'questions' };
    case 'promised':
    case 'accepted':
      return message.request === undefined ? undefined : { request: message.request, list: 'answers' };
    case 'store':
      return message.request === undefined ? undefined : { request: message.request, list: 'repairs' };
    default:
      return undefined;
  }
}

function draftOf(drafts: Map<RequestId, Draft>, request: RequestId): Draft {
  const known = drafts.get(request);
  if (known !== undefined) return known;
  const fresh: Draft = {
    request,
    asked: undefined,
    questions: [],
    answers: [],
    repairs: [],
    judged: [],
    decided: undefined,
    replied: undefined,
    gaveUp: undefined,
  };
  drafts.set(request, fresh);
  return fresh;
}
