import type { KeyPage, Listing } from '../core/listing/listing.ts';
import type { HeartbeatList, UNTOLD as UntoldBeat } from '../core/membership/heartbeat-list.ts';
import type { MembershipMessage } from '../core/membership/membership-message.ts';
import type { Message, TreeHash } from '../core/message.ts';
import type { Note } from '../core/note.ts';
import type { Operation, Outcome } from '../core/operation.ts';
import type { Timer, TimerPurpose } from '../core/timer.ts';
import type { TraceEvent } from './event.ts';
import { plainRecords } from './member-records.ts';
import { isOfCaches, plainCaching } from './plain-cache.ts';
import { plainOffered, plainRecord, plainStored } from './plain-record.ts';
import { plainRing } from './plain-ring.ts';
import { plainIfAny, plainVersion } from './plain-version.ts';
import { plainWatch, plainWatching } from './plain-watch.ts';

/** How the core names its timers; handed in, because the trace runs none of the core's code. */
export interface TimerNames {
  readonly purposeOf: (timer: Timer) => TimerPurpose | undefined;
  readonly instanceOf: (timer: Timer) => number;
}

const UNTOLD: typeof UntoldBeat = -1;
/** Of no zone, and of weight 1. */
const PLAIN_SEAT: number = 1;

/**
 * One event as one line of `trace.ndjson`, without its line end. Keys come in a fixed order: `kind`, `tick`, `node`,
 * then the event's own, whatever order the event was built in. A heartbeat list is a list of
 * [identity, incarnation, beat, age] without the members of whom it has no news; a timer is its purpose and instance.
 */
export function formatEventLine(event: TraceEvent, timers: TimerNames): string {
  return JSON.stringify(plainEvent(event, timers));
}

function plainEvent(event: TraceEvent, timers: TimerNames): object {
  const { kind, tick } = event;
  switch (event.kind) {
    case 'host-created':
    case 'host-started':
    case 'host-crashed':
    case 'host-paused':
    case 'host-resumed':
      return { kind, tick, node: event.node };
    case 'loss-changed':
      return { kind, tick, loss: [event.loss.numerator, event.loss.denominator] };
    case 'noted':
      return { kind, tick, node: event.node, note: plainNote(event.note) };
    case 'requested': {
      const { node, client, request, operation, expected } = event;
      return { kind, tick, node, client, request, operation: plainOperation(operation), expected };
    }
    case 'replied':
      return { kind, tick, node: event.node, ...plainReply(event) };
    case 'host-slowed':
      return { kind, tick, node: event.node, byTicks: event.byTicks };
    case 'clock-changed':
    case 'disk-changed':
      return { kind, tick, node: event.node, fault: event.fault };
    case 'disk-damaged':
      return { kind, tick, node: event.node, torn: event.torn, rotten: event.rotten };
    case 'fault-installed':
      return { kind, tick, fault: event.fault, name: event.name, groups: event.groups };
    case 'fault-removed':
      return { kind, tick, fault: event.fault };
    case 'keys-requested': {
      const { node, client, request, listing } = event;
      return { kind, tick, node, client, request, listing: plainListing(listing) };
    }
    case 'keys-replied':
      return { kind, tick, node: event.node, request: event.request, page: plainPage(event.page) };
    case 'watch-opened':
    case 'watch-told':
    case 'watch-closed':
      return plainWatching(event);
    case 'healed':
      return { kind, tick };
    case 'gave-up':
      return { kind, tick, client: event.client, request: event.request };
    case 'surveyed': {
      const { node, members } = event;
      const records = event.records.map((record) => ({ ...plainStored(record), replicas: record.replicas }));
      return { kind, tick, node, members, records };
    }
    case 'act-skipped':
      return { kind, tick, act: event.act, reason: event.reason };
    case 'sent':
    case 'dropped':
    case 'received':
      return plainPacket(event);
    case 'elapsed': {
      const { node, timer } = event;
      return { kind, tick, node, timer: timers.purposeOf(timer), instance: timers.instanceOf(timer) };
    }
    case 'appended':
      return { kind, tick, node: event.node, index: event.index };
  }
}

function plainPacket(event: Extract<TraceEvent, { kind: 'sent' | 'dropped' | 'received' }>): object {
  const { kind, tick, node } = event;
  const message = plainMessage(event.message);
  if (event.kind === 'received') return { kind, tick, node, from: event.from, message };
  if (event.kind === 'sent') return { kind, tick, node, to: event.to, message };
  return { kind, tick, node, to: event.to, reason: event.reason, message };
}

function plainNote(note: Note): object {
  const { kind } = note;
  switch (note.kind) {
    case 'group-started':
      return { kind };
    case 'join-requested':
      return { kind, introducer: note.introducer };
    case 'join-refused':
      return { kind, introducer: note.introducer, cluster: note.cluster };
    case 'member-joined':
    case 'member-suspected':
    case 'member-cleared':
    case 'member-removed':
      return { kind, member: note.member };
    case 'operation-judged':
    case 'operation-decided': {
      const { request, verb, success, key, value, replicas, cached } = note;
      const version = note.version === undefined ? undefined : plainVersion(note.version);
      return { kind, request, verb, success, key, value, version, replicas, cached };
    }
    case 'records-sent':
    case 'hints-sent':
      return { kind, target: note.target, records: note.records };
    case 'record-dropped':
    case 'copy-evicted':
    case 'record-evicted':
      return { kind, key: note.key };
    case 'copy-kept':
      return { kind, key: note.key, prefetched: note.prefetched };
    case 'lease-waited-out':
      return { kind, key: note.key, holder: note.holder };
    case 'losses-relearned':
      return { kind, members: note.members };
    case 'epoch-adopted':
      return { kind, epoch: note.epoch, owners: note.owners, target: note.target };
    case 'owners-given-up':
      return { kind, owners: note.owners, arcs: note.arcs, of: note.of };
    case 'hint-kept':
      return { kind, owner: note.owner, key: note.key };
    case 'hint-dropped':
      return { kind, owner: note.owner, key: note.key, reason: note.reason };
    case 'record-expired':
    case 'tombstone-purged':
    case 'value-refuted':
      return { kind, key: note.key, version: plainVersion(note.version) };
    case 'log-shortened':
      return { kind, from: note.from, to: note.to };
  }
}

function plainOperation(operation: Operation): object {
  const { kind, key } = operation;
  const { level, token, sloppy } = operation;
  if (operation.kind === 'cas')
    return { kind, key, expected: operation.expected, value: operation.value, level, token };
  return 'value' in operation
    ? { kind, key, value: operation.value, ttl: operation.ttl, level, token, sloppy }
    : { kind, key, level, token, sloppy };
}

function plainReply({ request, outcome }: Extract<TraceEvent, { readonly kind: 'replied' }>): object {
  return { request, outcome: plainOutcome(outcome) };
}

function plainOutcome(outcome: Outcome): object {
  const { kind } = outcome;
  return outcome.kind === 'ok' ? { kind, value: outcome.value } : { kind, reason: outcome.reason };
}

function plainPage(page: KeyPage): object {
  const { kind } = page;
  return page.kind === 'ok' ? { kind, keys: page.keys, next: page.next } : { kind, reason: page.reason };
}

function plainListing({ prefix, after, limit }: Listing): object {
  return { prefix, after, limit };
}

function plainMessage(message: Message): object {
  const { inEpoch } = message;
  return inEpoch === undefined ? plainContent(message) : { ...plainContent(message), inEpoch };
}

function plainContent(message: Message): object {
  const { kind } = message;
  switch (message.kind) {
    case 'join':
    case 'joined':
    case 'refused':
    case 'gossip':
    case 'probe':
    case 'probed':
    case 'probe-for-me':
    case 'not-probed':
    case 'rumours':
    case 'exchange':
    case 'exchanged':
      return plainMembership(message);
    case 'replicate': {
      const { request, verb, record, replicas, atomic } = message;
      return { kind, request, verb, record: plainRecord(record), replicas, atomic };
    }
    case 'replicated': {
      const { request, judgement, version } = message;
      return { kind, request, judgement, version: plainVersion(version) };
    }
    case 'fetch':
      return { kind, request: message.request, key: message.key };
    case 'fetched': {
      const { request, record, promised } = message;
      return { kind, request, record: plainRecord(record), promised: plainIfAny(promised) };
    }
    case 'store': {
      const { request = null, records } = message;
      return { kind, request, records: records.map(plainRecord) };
    }
    case 'stored':
      return { kind, request: message.request, promised: plainIfAny(message.promised) };
    case 'prepare':
    case 'promised':
    case 'accept':
    case 'accepted':
      return plainBallot(message);
    case 'offer':
      return plainOffer(message);
    case 'hint':
    case 'hinted': {
      const { request, owner } = message;
      return { kind, request, owner, record: 'record' in message ? plainRecord(message.record) : undefined };
    }
    case 'recall':
    case 'recalled':
      return plainRecall(message);
    case 'offered':
      return { kind, held: message.held.map(plainOffered), wanted: message.wanted.map(plainOffered) };
    case 'compare':
    case 'compared':
      return plainComparison(message);
    case 'scan':
      return { kind, request: message.request, listing: plainListing(message.listing) };
    case 'scanned':
      return plainScan(message);
    case 'follow':
    case 'followed':
    case 'peek':
    case 'peeked':
      return plainWatch(message);
    case 'bundle':
      return { kind, letters: message.letters.map(plainMessage) };
    default:
      return isOfCaches(message) ? plainCaching(message) : plainRing(message);
  }
}

function plainOffer({ kind, entries, promises }: Extract<Message, { kind: 'offer' }>): object {
  return { kind, entries: entries.map(plainOffered), promises: promises?.map(plainOffered) };
}

function plainScan({ kind, request, keys, done }: Extract<Message, { kind: 'scanned' }>): object {
  const listed = keys.map(({ key, version, live }) => ({ key, version: plainVersion(version), live }));
  return { kind, request, keys: listed, done };
}

/** What a proposer and the replicas of a key say to each other. */
function plainBallot(
  message: Extract<Message, { kind: 'prepare' | 'promised' | 'accept' | 'accepted' }>,
): object {
  const { kind, request = null } = message;
  switch (message.kind) {
    case 'prepare':
      return { kind, request, key: message.key, ballot: plainVersion(message.ballot) };
    case 'promised': {
      const { ballot, record, higher } = message;
      const told = { ballot: plainVersion(ballot), record: plainRecord(record), higher: plainIfAny(higher) };
      return { kind, request, ...told };
    }
    case 'accept': {
      const { verb, record, replicas } = message;
      return { kind, request, verb, record: plainRecord(record), replicas };
    }
    case 'accepted':
      return {
        ...{ kind, request, ballot: plainVersion(message.ballot) },
        higher: plainIfAny(message.higher),
      };
  }
}

function plainRecall(message: Extract<Message, { kind: 'recall' | 'recalled' }>): object {
  const { kind, after } = message;
  if (message.kind === 'recall') return { kind, after, incarnation: message.incarnation };
  const { entries, promises, upTo, members } = message;
  return {
    kind,
    after,
    entries: entries.map(plainOffered),
    promises: promises.map(plainOffered),
    upTo,
    members,
  };
}

/** One row for each member there is news of: identity, incarnation, beat, how many ticks ago it was sent, and its seat if it has one. */
function plainComparison(message: Extract<Message, { kind: 'compare' | 'compared' }>): object {
  const { kind, round, ring, counter } = message;
  const nodes = message.nodes.map(plainHash);
  if (message.kind === 'compare') return { kind, round, ring, counter, nodes };
  const { settled, left } = message;
  const slices = message.slices.map(({ slice, floor, entries }) => ({
    ...{ slice, floor: floor === undefined ? undefined : plainVersion(floor) },
    entries: entries.map(plainOffered),
  }));
  return { kind, round, ring, counter, settled, nodes, slices, left };
}

function plainMembership(message: MembershipMessage): object {
  const { kind, cluster } = message;
  switch (message.kind) {
    case 'join':
      return { kind, incarnation: message.incarnation, beat: message.beat, seat: message.seat, cluster };
    case 'joined':
    case 'gossip':
      return { kind, members: plainHeartbeats(message.members), cluster };
    case 'refused':
      return { kind, cluster };
    case 'probe-for-me': {
      const { sequence, target, records } = message;
      return { kind, sequence, target, records: plainRecords(records), cluster };
    }
    case 'probe':
    case 'probed':
    case 'not-probed':
      return { kind, sequence: message.sequence, records: plainRecords(message.records), cluster };
    case 'rumours':
    case 'exchange':
    case 'exchanged':
      return { kind, records: plainRecords(message.records), cluster };
  }
}

function plainHeartbeats({ roll, at, words, start }: HeartbeatList): number[][] {
  const rows = roll.ids.length;
  return Array.from(roll.ids, (id, row) => [
    id,
    roll.incarnations[row] ?? 0,
    words[start + row] ?? UNTOLD,
    at - (words[start + rows + row] ?? 0),
    ...plainSeat(roll.seats[row]),
  ]).filter(([, , beat]) => beat !== UNTOLD);
}

function plainSeat(seat = PLAIN_SEAT): number[] {
  return seat === PLAIN_SEAT ? [] : [seat];
}

/** Place, high and low half of the hash. */
function plainHash({ at, high, low }: TreeHash): number[] {
  return [at, high, low];
}
