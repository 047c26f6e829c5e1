import type { NodeId } from '../core/ids.ts';
import type { Message } from '../core/message.ts';
import type { Note } from '../core/note.ts';
import type { Tick } from '../core/time.ts';
import type { Timer } from '../core/timer.ts';
import { absorb, hashText } from '../lib/mix.ts';
import { Digest } from './digest.ts';
import type { DropReason, PacketEvent, RareEvent, TraceEvent } from './event.ts';
import {
  fingerprintListing,
  fingerprintMessage,
  fingerprintNote,
  fingerprintOperation,
  fingerprintOutcome,
  fingerprintPage,
  fingerprintSurvey,
} from './fingerprint.ts';
import { fingerprintPosition, fingerprintSelection, fingerprintWatchEvent } from './fingerprint-watch.ts';
import type { PacketCounter } from './packet-counter.ts';

export interface RecorderOptions {
  /** Told of every rare event, in order. */
  readonly onRareEvent?: (event: RareEvent) => void;
  /** Told of every event at all, in order; without it packets never become objects. */
  readonly onEvent?: (event: TraceEvent) => void;
  /** Told of every packet sent and received, by numbers only. */
  readonly packetCounter?: PacketCounter;
}

const SENT = 1;
const DROPPED = 2;
const RECEIVED = 3;
const ELAPSED = 4;
const APPENDED = 5;
const RARE = 16;

const RARE_CODES: Readonly<Record<RareEvent['kind'], number>> = {
  'host-created': 1,
  'host-started': 2,
  'host-crashed': 3,
  'host-paused': 4,
  'host-resumed': 5,
  'host-slowed': 19,
  'clock-changed': 6,
  'disk-changed': 7,
  'disk-damaged': 8,
  'fault-installed': 9,
  'fault-removed': 10,
  healed: 11,
  'loss-changed': 12,
  noted: 13,
  requested: 14,
  'gave-up': 15,
  replied: 16,
  'act-skipped': 17,
  surveyed: 18,
  'keys-requested': 24,
  'keys-replied': 25,
  'watch-opened': 26,
  'watch-told': 27,
  'watch-closed': 28,
};

const DROP_CODES: Readonly<Record<DropReason, number>> = {
  loss: 1,
  deaf: 2,
  partition: 3,
  corrupt: 4,
  'queue-full': 5,
};

/** The one place where what happened enters the trace: digest always, listeners where there are any. */
export class Recorder {
  readonly digest = new Digest();
  #lastSent: Message | undefined;
  #lastWord = 0;
  readonly #onRareEvent: ((event: RareEvent) => void) | undefined;
  readonly #onEvent: ((event: TraceEvent) => void) | undefined;
  readonly #packetCounter: PacketCounter | undefined;

  constructor(options: RecorderOptions = {}) {
    this.#onRareEvent = options.onRareEvent;
    this.#onEvent = options.onEvent;
    this.#packetCounter = options.packetCounter;
  }

  sent(tick: Tick, node: NodeId, to: NodeId, message: Message): void {
    // A round of gossip sends one message to several peers.
    if (message !== this.#lastSent) {
      this.#lastSent = message;
      this.#lastWord = fingerprintMessage(message);
    }
    this.digest.add(SENT, tick, node, to, this.#lastWord);
    this.#packetCounter?.sent(tick, node);
    this.#onEvent?.({ kind: 'sent', tick, node, to, message } satisfies PacketEvent);
  }

  dropped(tick: Tick, node: NodeId, to: NodeId, message: Message, reason: DropReason): void {
    this.digest.add(DROPPED, tick, node, to, DROP_CODES[reason]);
    this.#onEvent?.({ kind: 'dropped', tick, node, to, message, reason } satisfies PacketEvent);
  }

  received(tick: Tick, node: NodeId, from: NodeId, message: Message): void {
    this.digest.add(RECEIVED, tick, node, from, 0);
    this.#packetCounter?.received(tick, node);
    this.#onEvent?.({ kind: 'received', tick, node, from, message } satisfies PacketEvent);
  }

  elapsed(tick: Tick, node: NodeId, timer: Timer): void {
    this.digest.add(ELAPSED, tick, node, timer, 0);
    this.#onEvent?.({ kind: 'elapsed', tick, node, timer } satisfies PacketEvent);
  }

  appended(tick: Tick, node: NodeId, index: number): void {
    this.digest.add(APPENDED, tick, node, index, 0);
    this.#onEvent?.({ kind: 'appended', tick, node, index } satisfies PacketEvent);
  }

  /** What a node says of itself. Suspicions come and go by the million in large groups: told as packets are, not as rare. */
  noted(tick: Tick, node: NodeId, note: Note): void {
    this.digest.add(RARE, tick, node, RARE_CODES.noted, fingerprintNote(note));
    const passing = note.kind === 'member-suspected' || note.kind === 'member-cleared';
    const hears = passing ? undefined : this.#onRareEvent;
    if (hears === undefined && this.#onEvent === undefined) return;
    // One object for both: who found a rare event finds the same one among all.
    const event: RareEvent = { kind: 'noted', tick, node, note };
    hears?.(event);
    this.#onEvent?.(event);
  }

  rare(event: RareEvent): void {
    const node = 'node' in event ? event.node : 0;
    this.digest.add(RARE, event.tick, node, RARE_CODES[event.kind], fingerprintRare(event));
    this.#onRareEvent?.(event);
    this.#onEvent?.(event);
  }
}

function fingerprintRare(event: RareEvent): number {
  switch (event.kind) {
    case 'noted':
      return fingerprintNote(event.note);
    case 'requested':
      return fingerprintOperation(event.operation) ^ event.request;
    case 'replied':
      return fingerprintOutcome(event.outcome) ^ event.request;
    case 'loss-changed':
      return event.loss.numerator ^ (event.loss.denominator << 8);
    case 'act-skipped':
      return hashText(event.act, hashText(event.reason, 0));
    case 'clock-changed':
    case 'disk-changed':
      return hashText(event.fault, 0);
    case 'disk-damaged':
      return (event.torn << 16) ^ event.rotten;
    case 'fault-installed':
      return (event.groups ?? []).flat().reduce(absorb, hashText(event.name, event.fault));
    case 'fault-removed':
      return event.fault;
    case 'host-slowed':
      return event.byTicks;
    case 'gave-up':
      return event.request;
    case 'keys-requested':
      return fingerprintListing(event.listing) ^ event.request;
    case 'keys-replied':
      return fingerprintPage(event.page) ^ event.request;
    case 'watch-opened':
      return fingerprintPosition(event.after ?? [], fingerprintSelection(event.selection, event.watch));
    case 'watch-told':
      return fingerprintWatchEvent(event.told) ^ event.watch;
    case 'watch-closed':
      return event.watch;
    case 'surveyed':
      return fingerprintSurvey(event.members, event.records);
    case 'healed':
    case 'host-paused':
    case 'host-resumed':
    case 'host-created':
    case 'host-started':
    case 'host-crashed':
      return 0;
  }
}
