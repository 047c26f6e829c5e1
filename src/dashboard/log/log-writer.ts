import type { Message } from '../../core/message.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { codeOf, NOTHING } from './codes.ts';
import type { EventLog } from './event-log.ts';
import { NONE, OUTCOMES } from './event-log.ts';

const FIRST_ROOM = 1 << 14;

const SENT = codeOf('sent');
const RECEIVED = codeOf('received');
const DROPPED = codeOf('dropped');

/** Writes events into columns, one after the other, and finds out which belong together. */
export class LogWriter {
  #length = 0;
  #kind = new Uint8Array(FIRST_ROOM);
  #tick = new Int32Array(FIRST_ROOM);
  #node = new Int32Array(FIRST_ROOM);
  #peer = new Int32Array(FIRST_ROOM);
  #message = new Uint8Array(FIRST_ROOM);
  #partner = new Int32Array(FIRST_ROOM);
  /** Where a message was sent; one that is told to several was sent several times. */
  readonly #sendings = new WeakMap<Message, number[]>();
  readonly #questions = new Map<number, number>();

  get length(): number {
    return this.#length;
  }

  add(event: TraceEvent): void {
    switch (event.kind) {
      case 'sent':
        return this.#send(event);
      case 'received':
        return this.#end(RECEIVED, event.tick, event.node, event.from, event.message, event.from, event.node);
      case 'dropped':
        return this.#end(DROPPED, event.tick, event.node, event.to, event.message, event.node, event.to);
      case 'noted':
        return this.#row(codeOf(event.note.kind), event.tick, event.node, whomOf(event.note));
      case 'requested':
      case 'keys-requested':
        this.#questions.set(event.request, this.#length);
        return this.#row(codeOf(event.kind), event.tick, event.node, 0);
      case 'replied':
      case 'keys-replied':
      case 'gave-up':
        return this.#reply(event);
      default:
        return this.#row(codeOf(event.kind), event.tick, 'node' in event ? event.node : 0, 0);
    }
  }

  /** The columns, cut to what was written. */
  finish(): EventLog {
    const end = this.#length;
    return {
      length: end,
      kind: this.#kind.slice(0, end),
      tick: this.#tick.slice(0, end),
      node: this.#node.slice(0, end),
      peer: this.#peer.slice(0, end),
      message: this.#message.slice(0, end),
      partner: this.#partner.slice(0, end),
    };
  }

  #send({ tick, node, to, message }: Extract<TraceEvent, { kind: 'sent' }>): void {
    const known = this.#sendings.get(message);
    if (known === undefined) this.#sendings.set(message, [this.#length]);
    else known.push(this.#length);
    this.#row(SENT, tick, node, to, codeOf(message.kind));
  }

  /** A duplicate ends at the same sending, which keeps its first end. */
  #end(
    kind: number,
    tick: number,
    node: number,
    peer: number,
    message: Message,
    from: number,
    to: number,
  ): void {
    const sent = this.#sendings
      .get(message)
      ?.findLast((at) => this.#node[at] === from && this.#peer[at] === to);
    if (sent !== undefined && this.#partner[sent] === NONE) this.#partner[sent] = this.#length;
    this.#row(kind, tick, node, peer, codeOf(message.kind), sent);
  }

  #reply(event: Extract<TraceEvent, { kind: 'replied' | 'keys-replied' | 'gave-up' }>): void {
    const asked = this.#questions.get(event.request);
    if (asked !== undefined && this.#partner[asked] === NONE) this.#partner[asked] = this.#length;
    const node = 'node' in event ? event.node : asked === undefined ? 0 : (this.#node[asked] as number);
    this.#row(codeOf(event.kind), event.tick, node, OUTCOMES.indexOf(outcomeOf(event)), NOTHING, asked);
  }

  #row(kind: number, tick: number, node: number, peer: number, message = NOTHING, partner = NONE): void {
    const at = this.#length;
    if (at === this.#kind.length) this.#grow();
    this.#kind[at] = kind;
    this.#tick[at] = tick;
    this.#node[at] = node;
    this.#peer[at] = peer;
    this.#message[at] = message;
    this.#partner[at] = partner;
    this.#length += 1;
  }

  #grow(): void {
    const room = this.#kind.length * 2;
    this.#kind = grown(this.#kind, new Uint8Array(room));
    this.#tick = grown(this.#tick, new Int32Array(room));
    this.#node = grown(this.#node, new Int32Array(room));
    this.#peer = grown(this.#peer, new Int32Array(room));
    this.#message = grown(this.#message, new Uint8Array(room));
    this.#partner = grown(this.#partner, new Int32Array(room));
  }
}

/** Of an operation that was given up nothing is known. */
function outcomeOf(
  event: Extract<TraceEvent, { kind: 'replied' | 'keys-replied' | 'gave-up' }>,
): (typeof OUTCOMES)[number] {
  if (event.kind === 'gave-up') return 'unknown';
  return event.kind === 'replied' ? event.outcome.kind : event.page.kind;
}

/** Whom a note is about, beside the one who notes it. */
function whomOf(note: Extract<TraceEvent, { kind: 'noted' }>['note']): number {
  if ('member' in note) return note.member;
  if ('target' in note && typeof note.target === 'number') return note.target;
  if ('owner' in note) return note.owner;
  return 'introducer' in note ? note.introducer : 0;
}

function grown<Column extends Uint8Array | Int32Array>(old: Column, room: Column): Column {
  room.set(old);
  return room;
}
