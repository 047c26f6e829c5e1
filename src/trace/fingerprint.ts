import type { CacheMessage } from '../core/cache/caching.ts';
import type { KeyPage, Listing } from '../core/listing/listing.ts';
import type { MembershipMessage } from '../core/membership/membership-message.ts';
import type { Judgement, Message, TreeHash } from '../core/message.ts';
import type { Note } from '../core/note.ts';
import type { Operation, Outcome } from '../core/operation.ts';
import type { Epoch, Owner } from '../core/ownership/epoch.ts';
import type { OwnershipMessage } from '../core/ownership/ownership-message.ts';
import type { Wish } from '../core/ownership/wish.ts';
import type { Meant } from '../core/replication/lives.ts';
import { unreachable } from '../lib/assert.ts';
import { absorb, hashText } from '../lib/mix.ts';
import type { SurveyedRecord } from './event.ts';
import { ofCaching } from './fingerprint-cache.ts';
import { ofEntries, ofRecord, ofVersion, withVersion } from './fingerprint-record.ts';
import { ofWatch } from './fingerprint-watch.ts';

/** One 32-bit word for the content of an event. Cheap where messages are many: it samples a heartbeat list. */
export function fingerprintMessage(message: Message): number {
  const word = ofContent(message);
  return message.inEpoch === undefined ? word : absorb(word, message.inEpoch);
}

function ofContent(message: Message): number {
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
      return ofMembership(message);
    case 'replicate':
      return ofReplicate(message);
    case 'replicated':
      return absorb(
        absorb(absorb(4, message.request), JUDGEMENT_CODES[message.judgement]),
        ofVersion(message.version),
      );
    case 'fetch':
      return withLives(absorb(absorb(5, message.request), hashText(message.key, 0)), message);
    case 'fetched':
      return withVersion(absorb(absorb(6, message.request), ofRecord(message.record)), message.promised);
    case 'store':
      return withLives(
        message.records.reduce((h, record) => absorb(h, ofRecord(record)), absorb(7, message.request ?? -1)),
        message,
      );
    case 'stored':
      return withVersion(absorb(8, message.request), message.promised);
    case 'prepare':
    case 'promised':
    case 'accept':
    case 'accepted':
      return ofBallot(message);
    case 'offer':
      return ofEntries(ofEntries(9, message.entries), message.promises ?? []);
    case 'offered':
      return ofEntries(ofEntries(10, message.held), message.wanted);
    case 'hint':
    case 'hinted':
      return ofHint(message);
    case 'recall':
      return absorb(hashText(message.after ?? '', 50), message.incarnation);
    case 'recalled':
      return ofEntries(
        ofEntries(hashText(message.after ?? '', hashText(message.upTo ?? '', 51)), message.entries),
        message.promises,
      );
    case 'compare':
    case 'compared':
      return ofComparison(message);
    case 'scan':
      return absorb(absorb(41, message.request), fingerprintListing(message.listing));
    case 'scanned':
      return ofEntries(absorb(42, message.request), message.keys);
    case 'follow':
    case 'followed':
    case 'peek':
    case 'peeked':
      return ofWatch(message);
    case 'bundle':
      return message.letters.reduce((h, letter) => absorb(h, fingerprintMessage(letter)), 43);
    default:
      return ofRing(message);
  }
}

function ofRing(message: OwnershipMessage | CacheMessage): number {
  switch (message.kind) {
    case 'epoch':
      return absorb(61, message.number);
    case 'ring':
      return ofEpoch(62, message.epoch);
    case 'ring-wanted':
      return 63;
    case 'wish':
      return ofWish(message.wish);
    case 'prepare-epoch':
      return absorb(absorb(65, message.slot), ofVersion(message.ballot));
    case 'epoch-promised': {
      const word = absorb(absorb(66, message.slot), ofVersion(message.ballot));
      const { accepted } = message;
      const told =
        accepted === undefined ? word : ofEpoch(absorb(word, ofVersion(accepted.ballot)), accepted.epoch);
      return withVersion(told, message.higher);
    }
    case 'accept-epoch':
      return ofEpoch(absorb(67, ofVersion(message.ballot)), message.epoch);
    case 'epoch-accepted':
      return withVersion(absorb(absorb(68, message.slot), ofVersion(message.ballot)), message.higher);
    case 'report':
      return absorb(69, message.epoch);
    case 'reported':
      return absorb(70, message.epoch);
    default:
      return ofCaching(message);
  }
}

function ofEpoch(word: number, { cluster, number, owners, target = [], paused }: Epoch): number {
  return ofOwners(
    ofOwners(absorb(absorb(hashText(cluster, word), number), paused === true ? 1 : 0), owners),
    target,
  );
}

function ofOwners(word: number, owners: readonly Owner[]): number {
  return owners.reduce((h, { id, seat, since }) => absorb(absorb(absorb(h, id), seat), since), word);
}

function ofWish(wish: Wish): number {
  const word = hashText(wish.kind, 64);
  if (wish.kind === 'leave') return absorb(word, wish.lost === true ? -wish.node : wish.node);
  if (wish.kind === 'join')
    return (wish.replaces ?? []).reduce(absorb, absorb(absorb(word, wish.node), wish.seat));
  return absorb(absorb(word, wish.epoch), wish.kind === 'halt' && wish.halt ? 1 : 0);
}

function ofMembership(message: MembershipMessage): number {
  const word = ofMatter(message);
  return message.cluster === undefined ? word : hashText(message.cluster, word);
}

function ofMatter(message: MembershipMessage): number {
  switch (message.kind) {
    case 'join':
      return absorb(absorb(1, message.incarnation), message.beat) ^ (message.seat ?? 0);
    case 'joined':
    case 'gossip': {
      const { words, start, roll } = message.members;
      const rows = roll.ids.length;
      const code = message.kind === 'joined' ? 20 : 2;
      return absorb(absorb(absorb(code, rows), words[start] ?? 0), words[start + 2 * rows - 1] ?? 0);
    }
    case 'refused':
      return 60;
    case 'probe':
    case 'probed':
    case 'probe-for-me':
    case 'not-probed':
      return message.records.reduce(absorb, absorb(PROBE_CODES[message.kind], message.sequence));
    case 'rumours':
    case 'exchange':
    case 'exchanged':
      return message.records.reduce(absorb, PROBE_CODES[message.kind]);
  }
}

const PROBE_CODES = {
  probe: 61,
  probed: 62,
  'probe-for-me': 63,
  'not-probed': 64,
  rumours: 65,
  exchange: 66,
  exchanged: 67,
} as const;

function ofComparison(message: Extract<Message, { kind: 'compare' | 'compared' }>): number {
  const { kind, round, ring, counter, nodes } = message;
  if (kind === 'compare') return ofHashes(absorb(absorb(absorb(11, round), ring), counter), nodes);
  const lists = message.slices.reduce(
    (h, { slice, entries, floor }) => ofEntries(absorb(absorb(h, slice), ofVersion(floor)), entries),
    absorb(absorb(absorb(12, round), ring), counter * 2 + (message.settled ? 1 : 0)),
  );
  return ofHashes(message.left.reduce(absorb, lists), nodes);
}

type Replicate = Extract<Message, { kind: 'replicate' }>;

function ofReplicate(message: Replicate): number {
  const whom = withLives(message.replicas.reduce(absorb, 3), message);
  return absorb(absorb(absorb(whom, message.request), VERB_CODES[message.verb]), ofRecord(message.record));
}

function withLives(word: number, { lives = [] }: Meant): number {
  return lives.reduce((h, { node, incarnation }) => absorb(absorb(h, node), incarnation), word);
}

const VERB_CODES: Readonly<Record<Replicate['verb'], number>> = {
  create: 1,
  update: 2,
  put: 3,
  delete: 4,
};

/** What a proposer and the replicas of a key say to each other. */
function ofBallot(
  message: Extract<Message, { kind: 'prepare' | 'promised' | 'accept' | 'accepted' }>,
): number {
  switch (message.kind) {
    case 'prepare':
      return withLives(absorb(absorb(21, hashText(message.key, 0)), ofVersion(message.ballot)), message);
    case 'promised':
      return withVersion(
        absorb(absorb(22, ofVersion(message.ballot)), ofRecord(message.record)),
        message.higher,
      );
    case 'accept':
      return withLives(absorb(absorb(23, message.request ?? -1), ofRecord(message.record)), message);
    case 'accepted':
      return withVersion(absorb(24, ofVersion(message.ballot)), message.higher);
  }
}

const JUDGEMENT_CODES: Readonly<Record<Judgement, number>> = {
  applied: 1,
  absent: 2,
  exists: 3,
  superseded: 4,
  promised: 5,
};

/** Changes of members come by the million in large groups: a number in a table, not a hash of the name. */
const NOTE_CODES: Readonly<Record<Note['kind'], number>> = {
  'group-started': 0x11,
  'join-requested': 0x12,
  'join-refused': 0x53,
  'member-joined': 0x13,
  'member-suspected': 0x14,
  'member-cleared': 0x15,
  'member-removed': 0x16,
  'operation-judged': 0x17,
  'operation-decided': 0x18,
  'records-sent': 0x19,
  'record-dropped': 0x1a,
  'record-expired': 0x52,
  'tombstone-purged': 0x50,
  'value-refuted': 0x51,
  'log-shortened': 0x40,
  'hint-kept': 0x42,
  'hint-dropped': 0x43,
  'hints-sent': 0x44,
  'losses-relearned': 0x41,
  'epoch-adopted': 0x45,
  'owners-given-up': 0x46,
  'copy-kept': 0x4a,
  'copy-evicted': 0x47,
  'record-evicted': 0x49,
  'lease-waited-out': 0x48,
};

export function fingerprintNote(note: Note): number {
  const kind = NOTE_CODES[note.kind];
  switch (note.kind) {
    case 'group-started':
      return kind;
    case 'join-requested':
      return absorb(kind, note.introducer);
    case 'join-refused':
      return hashText(note.cluster, absorb(kind, note.introducer));
    case 'member-joined':
    case 'member-suspected':
    case 'member-cleared':
    case 'member-removed':
      return absorb(kind, note.member);
    case 'operation-judged':
    case 'operation-decided': {
      const text = hashText(
        note.verb,
        hashText(note.key, hashText(note.value ?? '', note.value === null ? 1 : 0)),
      );
      const word = absorb(
        absorb(absorb(absorb(kind, note.request), note.success ? 1 : 0), text),
        ofVersion(note.version),
      );
      return note.cached === true ? absorb(word, 1) : word;
    }
    case 'records-sent':
    case 'hints-sent':
      return absorb(absorb(kind, note.target), note.records);
    case 'record-dropped':
    case 'copy-evicted':
    case 'record-evicted':
      return absorb(kind, hashText(note.key, 0));
    case 'copy-kept':
      return absorb(absorb(kind, note.prefetched ? 1 : 0), hashText(note.key, 0));
    case 'lease-waited-out':
      return absorb(absorb(kind, note.holder), hashText(note.key, 0));
    case 'losses-relearned':
      return absorb(kind, note.members);
    case 'epoch-adopted':
      return [...note.owners, 0, ...(note.target ?? [])].reduce(absorb, absorb(kind, note.epoch));
    case 'owners-given-up':
      return note.owners.reduce(absorb, absorb(kind, note.arcs));
    case 'hint-kept':
      return absorb(absorb(kind, note.owner), hashText(note.key, 0));
    case 'hint-dropped':
      return absorb(absorb(kind, note.owner), hashText(note.key, hashText(note.reason, 0)));
    case 'record-expired':
    case 'tombstone-purged':
    case 'value-refuted':
      return absorb(absorb(kind, hashText(note.key, 0)), ofVersion(note.version));
    case 'log-shortened':
      return absorb(absorb(kind, note.from), note.to);
    default:
      return unreachable(note);
  }
}

export function fingerprintOperation(operation: Operation): number {
  const value = 'value' in operation ? (operation.value ?? '') : '';
  const plain = hashText(operation.kind, hashText(operation.key, hashText(value, 12)));
  const expecting = operation.kind === 'cas' ? hashText(operation.expected ?? '', plain) : plain;
  const asked = operation.level === undefined ? expecting : hashText(operation.level, expecting);
  const word = operation.sloppy === true ? absorb(asked, 1) : asked;
  const ttl = 'ttl' in operation ? operation.ttl : undefined;
  return ttl === undefined ? word : absorb(word, ttl);
}

export function fingerprintOutcome(outcome: Outcome): number {
  const detail = outcome.kind === 'ok' ? (outcome.value ?? '') : outcome.reason;
  return hashText(outcome.kind, hashText(detail, 13));
}

export function fingerprintListing({ prefix, after, limit }: Listing): number {
  return absorb(hashText(prefix, after === undefined ? 1 : hashText(after, 2)), limit);
}

export function fingerprintPage(page: KeyPage): number {
  if (page.kind === 'failed') return hashText(page.reason, 3);
  return page.keys.reduce((h, key) => hashText(key, h), page.next === undefined ? 4 : hashText(page.next, 5));
}

function ofHint(message: Extract<Message, { kind: 'hint' | 'hinted' }>): number {
  const word = absorb(absorb(message.kind === 'hint' ? 53 : 54, message.request ?? -1), message.owner);
  return message.kind === 'hint' ? absorb(word, ofRecord(message.record)) : word;
}

/** What a node holds and believes at the end. */
export function fingerprintSurvey(members: readonly number[], records: readonly SurveyedRecord[]): number {
  return records.reduce(
    (h, record) => absorb(record.replicas.reduce(absorb, h), ofRecord(record)),
    members.reduce(absorb, members.length),
  );
}

function ofHashes(start: number, nodes: readonly TreeHash[]): number {
  return nodes.reduce((h, { at, high, low }) => absorb(absorb(absorb(h, at), high), low), start);
}
