import type { RequestId } from '../../core/ids.ts';
import type { Note } from '../../core/note.ts';
import type { Tick } from '../../core/time.ts';
import type { RareEvent } from '../../trace/event.ts';

type EventOf<Kind extends RareEvent['kind']> = Extract<RareEvent, { readonly kind: Kind }>;

/** An event and its place among all rare events, counted from 0: what is before what, within a tick too. */
export interface Told<Event extends RareEvent = RareEvent> {
  readonly at: number;
  readonly event: Event;
}

/** A note with the event that carried it. */
export interface Noted<Kind extends Note['kind']> {
  readonly at: number;
  readonly event: EventOf<'noted'>;
  readonly note: Extract<Note, { readonly kind: Kind }>;
}

/** Everything that was told of one client operation, each list in order. */
export interface Asked {
  readonly request: RequestId;
  readonly requested: Told<EventOf<'requested'>>[];
  readonly judged: Noted<'operation-judged'>[];
  readonly decided: Noted<'operation-decided'>[];
  readonly replied: Told<EventOf<'replied'>>[];
  readonly gaveUp: Told<EventOf<'gave-up'>>[];
}

/** What becomes of hosts, links and opinions about members, as far as failure detectors are concerned. */
export type DetectorEvent = Exclude<
  RareEvent,
  EventOf<
    | 'requested'
    | 'replied'
    | 'gave-up'
    | 'keys-requested'
    | 'keys-replied'
    | 'surveyed'
    | 'disk-changed'
    | 'disk-damaged'
    | 'act-skipped'
  >
>;

/**
 * The rare events of one run, sorted by what they speak of. Fed in order; checkers read it when the run is over.
 */
export class TraceBook {
  /** By request number. */
  readonly asked = new Map<RequestId, Asked>();
  readonly surveys: EventOf<'surveyed'>[] = [];
  /** Notes among them: `member-joined`, `member-removed`, `records-sent`. */
  readonly detector: Told<DetectorEvent>[] = [];
  readonly expired: Noted<'record-expired'>[] = [];
  readonly purged: Noted<'tombstone-purged'>[] = [];
  /** Epochs of the agreed ring, as they came into effect at each node. */
  readonly adopted: Noted<'epoch-adopted'>[] = [];
  /** Disks that were found rotten when their nodes started again. */
  readonly rotten: Told<EventOf<'disk-damaged'>>[] = [];
  /** Questions for keys, and their answers. */
  readonly listings: Told<EventOf<'keys-requested' | 'keys-replied'>>[] = [];
  healed: Told<EventOf<'healed'>> | undefined;
  /** The tick of the newest event. */
  lastTick = 0 as Tick;
  #at = 0;

  add(event: RareEvent): void {
    const at = this.#at;
    this.#at += 1;
    this.lastTick = event.tick;
    switch (event.kind) {
      case 'requested':
        this.#askedOf(event.request).requested.push({ at, event });
        return;
      case 'replied':
        this.#askedOf(event.request).replied.push({ at, event });
        return;
      case 'gave-up':
        this.#askedOf(event.request).gaveUp.push({ at, event });
        return;
      case 'noted':
        this.#addNote(at, event);
        return;
      case 'surveyed':
        this.surveys.push(event);
        return;
      case 'keys-requested':
      case 'keys-replied':
        this.listings.push({ at, event });
        return;
      case 'disk-damaged':
        if (event.rotten > 0) this.rotten.push({ at, event });
        return;
      case 'disk-changed':
      case 'act-skipped':
        return;
      case 'healed':
        this.healed ??= { at, event };
        break;
      default:
        break;
    }
    this.detector.push({ at, event });
  }

  #addNote(at: number, event: EventOf<'noted'>): void {
    const { note } = event;
    switch (note.kind) {
      case 'operation-judged':
        this.#askedOf(note.request).judged.push({ at, event, note });
        return;
      case 'operation-decided':
        this.#askedOf(note.request).decided.push({ at, event, note });
        return;
      case 'record-expired':
        this.expired.push({ at, event, note });
        return;
      case 'tombstone-purged':
        this.purged.push({ at, event, note });
        return;
      case 'epoch-adopted':
        this.adopted.push({ at, event, note });
        return;
      case 'member-joined':
      case 'member-removed':
      case 'records-sent':
        this.detector.push({ at, event });
        return;
      default:
        return;
    }
  }

  #askedOf(request: RequestId): Asked {
    const known = this.asked.get(request);
    if (known !== undefined) return known;
    const fresh: Asked = { request, requested: [], judged: [], decided: [], replied: [], gaveUp: [] };
    this.asked.set(request, fresh);
    return fresh;
  }
}
