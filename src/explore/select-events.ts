import { lettersOf } from '../core/bundle.ts';
import type { Letter } from '../core/message.ts';
import type { TraceEvent } from '../trace/event.ts';

/** Which events of a run somebody wants to see; what is left out does not restrict. */
export interface EventFilter {
  readonly from: number;
  readonly until: number;
  readonly node: number | undefined;
  /** Kinds of events, notes or messages. */
  readonly kinds: readonly string[] | undefined;
  readonly key: string | undefined;
}

/** Says of one event after the other whether it is wanted. Must be asked of all that name an operation, in order. */
export class EventSelection {
  readonly #filter: EventFilter;
  /** Operations on the wanted key: answers name the operation only. */
  readonly #requests = new Set<number>();

  constructor(filter: EventFilter) {
    this.#filter = filter;
  }

  wants(event: TraceEvent): boolean {
    const { from, until, node, kinds, key } = this.#filter;
    if (key !== undefined && event.kind === 'requested' && event.operation.key === key)
      this.#requests.add(event.request);
    if (event.tick < from || event.tick > until) return false;
    if (node !== undefined && !concerns(event, node)) return false;
    if (kinds !== undefined && !namesOf(event).some((name) => kinds.includes(name))) return false;
    if (key === undefined || keysOf(event).includes(key)) return true;
    return requestsOf(event).some((request) => request !== undefined && this.#requests.has(request));
  }
}

function requestsOf(event: TraceEvent): readonly (number | undefined)[] {
  if ('request' in event) return [event.request];
  if (event.kind === 'noted') return 'request' in event.note ? [event.note.request] : [];
  if (!('message' in event)) return [];
  return lettersOf(event.message).map((letter) => ('request' in letter ? letter.request : undefined));
}

function concerns(event: TraceEvent, node: number): boolean {
  if ('node' in event && event.node === node) return true;
  if ('to' in event && event.to === node) return true;
  return 'from' in event && event.from === node;
}

/** An event goes by its own kind and by that of the note or message in it. */
function namesOf(event: TraceEvent): readonly string[] {
  if (event.kind === 'noted') return [event.kind, event.note.kind];
  if (!('message' in event)) return [event.kind];
  return [event.kind, event.message.kind, ...lettersOf(event.message).map(({ kind }) => kind)];
}

function keysOf(event: TraceEvent): readonly string[] {
  if (event.kind === 'requested') return [event.operation.key];
  if (event.kind === 'surveyed') return event.records.map(({ key }) => key);
  if (event.kind === 'noted') return 'key' in event.note ? [event.note.key] : [];
  if (!('message' in event)) return [];
  return lettersOf(event.message).flatMap(keysIn);
}

function keysIn(message: Letter): readonly string[] {
  switch (message.kind) {
    case 'replicate':
      return [message.record.key];
    case 'fetch':
      return [message.key];
    case 'fetched':
      return message.record === undefined ? [] : [message.record.key];
    case 'store':
      return message.records.map(({ key }) => key);
    case 'offer':
      return message.entries.map(({ key }) => key);
    case 'offered':
      return [...message.held, ...message.wanted].map(({ key }) => key);
    default:
      return [];
  }
}
