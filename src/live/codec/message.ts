import type { RequestId } from '../../core/ids.ts';
import type { ListedKey, Listing } from '../../core/listing/listing.ts';
import type { Letter, Message, Offered, SliceList, TreeHash } from '../../core/message.ts';
import type { Selection } from '../../core/watch/watch-event.ts';
import type { Codec } from './codec.ts';
import { list, maybe, narrow, oneOf, optional } from './codec.ts';
import {
  keyCodec,
  lifeCodec,
  nodeIdCodec,
  requestIdCodec,
  seatCodec,
  storedRecordCodec,
  versionCodec,
} from './core-values.ts';
import { acceptedCodec, epochCodec, wishCodec } from './epoch.ts';
import { heartbeatListCodec } from './heartbeat-list.ts';
import { flag, int32, text, trueCodec, uint, wordsCodec } from './primitive.ts';
import { record, union } from './record.ts';

const judgement = oneOf(['applied', 'absent', 'exists', 'superseded', 'promised']);
const writeVerb = oneOf(['create', 'update', 'put', 'delete']);
const verb = oneOf(['create', 'update', 'put', 'delete', 'read', 'cas']);
const offered = record<Offered>({ key: keyCodec, version: versionCodec });
const treeHash = record<TreeHash>({ at: uint, high: int32, low: int32 });
const sliceList = record<SliceList>({
  slice: uint,
  floor: optional(versionCodec),
  entries: list(offered),
});
const atLeastOne = narrow(uint, (value): value is number => value >= 1, 'a number of keys');
const listing = record<Listing>({ prefix: text, after: maybe(keyCodec), limit: atLeastOne });
const selection = record<Selection>({ prefix: text, exactly: optional(trueCodec) });
const listedKey = record<ListedKey>({ key: keyCodec, version: versionCodec, live: flag });

const lives = optional(list(lifeCodec));
const cluster = optional(text);
/** The epoch that a message is meant for. */
const inEpoch = maybe(uint);

/** Of a request, or below 0 of the sender's own. */
const questionCodec: Codec<RequestId> = {
  write: (to, value) => {
    to.byte(value < 0 ? 1 : 0);
    to.uint(Math.abs(value));
  },
  read: (from) => (from.byte() === 1 ? 0 - from.uint() : from.uint()) as RequestId,
};

/** What nodes say to each other. Nodes of one cluster agree on this table, by `FORMAT` in their first words. */
const letterCodec = union<Letter>({
  join: { incarnation: uint, beat: uint, seat: optional(seatCodec), cluster },
  joined: { members: heartbeatListCodec, cluster },
  gossip: { members: heartbeatListCodec, cluster },
  refused: { cluster },
  probe: { sequence: uint, records: wordsCodec, cluster },
  probed: { sequence: uint, records: wordsCodec, cluster },
  'probe-for-me': { sequence: uint, target: nodeIdCodec, records: wordsCodec, cluster },
  'not-probed': { sequence: uint, records: wordsCodec, cluster },
  rumours: { records: wordsCodec, cluster },
  exchange: { records: wordsCodec, cluster },
  exchanged: { records: wordsCodec, cluster },
  epoch: { number: uint },
  ring: { epoch: epochCodec },
  'ring-wanted': {},
  wish: { wish: wishCodec },
  'prepare-epoch': { slot: uint, ballot: versionCodec },
  'epoch-promised': {
    slot: uint,
    ballot: versionCodec,
    accepted: optional(acceptedCodec),
    higher: optional(versionCodec),
  },
  'accept-epoch': { ballot: versionCodec, epoch: epochCodec },
  'epoch-accepted': { slot: uint, ballot: versionCodec, higher: optional(versionCodec) },
  report: { epoch: uint },
  reported: { epoch: uint },
  replicate: {
    request: requestIdCodec,
    verb: writeVerb,
    record: storedRecordCodec,
    replicas: list(nodeIdCodec),
    atomic: optional(trueCodec),
    lives,
  },
  replicated: { request: requestIdCodec, judgement, version: maybe(versionCodec) },
  fetch: { request: requestIdCodec, key: keyCodec, lives },
  fetched: {
    request: requestIdCodec,
    record: maybe(storedRecordCodec),
    promised: optional(versionCodec),
  },
  store: { request: maybe(requestIdCodec), records: list(storedRecordCodec), lives },
  stored: { request: requestIdCodec, promised: optional(versionCodec) },
  prepare: { request: maybe(requestIdCodec), key: keyCodec, ballot: versionCodec, lives },
  promised: {
    request: maybe(requestIdCodec),
    ballot: versionCodec,
    record: maybe(storedRecordCodec),
    higher: optional(versionCodec),
  },
  accept: {
    request: maybe(requestIdCodec),
    verb,
    record: storedRecordCodec,
    replicas: list(nodeIdCodec),
    lives,
  },
  accepted: { request: maybe(requestIdCodec), ballot: versionCodec, higher: optional(versionCodec) },
  hint: { request: maybe(requestIdCodec), owner: nodeIdCodec, record: storedRecordCodec },
  hinted: { request: requestIdCodec, owner: nodeIdCodec },
  scan: { request: requestIdCodec, listing },
  scanned: { request: requestIdCodec, keys: list(listedKey), done: flag },
  follow: { watch: requestIdCodec, selection, incarnation: uint, after: uint, limit: atLeastOne },
  followed: { watch: requestIdCodec, incarnation: uint, after: uint, upTo: uint, changed: list(offered) },
  peek: { watch: requestIdCodec, poll: uint, keys: list(keyCodec) },
  peeked: {
    watch: requestIdCodec,
    poll: uint,
    records: list(storedRecordCodec),
    nothing: list(keyCodec),
  },
  offer: { entries: list(offered), promises: optional(list(offered)) },
  recall: { after: maybe(keyCodec), incarnation: uint },
  recalled: {
    after: maybe(keyCodec),
    entries: list(offered),
    promises: list(offered),
    upTo: maybe(keyCodec),
    members: list(nodeIdCodec),
  },
  offered: { held: list(offered), wanted: list(offered) },
  compare: { round: uint, ring: int32, counter: uint, nodes: list(treeHash) },
  compared: {
    round: uint,
    ring: int32,
    counter: uint,
    settled: flag,
    nodes: list(treeHash),
    slices: list(sliceList),
    left: list(uint),
  },
  borrow: {
    question: questionCodec,
    incarnation: uint,
    key: keyCodec,
    isRead: optional(trueCodec),
    known: optional(versionCodec),
    lives,
  },
  lent: {
    question: questionCodec,
    incarnation: uint,
    record: maybe(storedRecordCodec),
    same: optional(trueCodec),
    shared: flag,
  },
  revoke: { key: keyCodec, version: versionCodec, record: optional(storedRecordCodec) },
  revoked: { key: keyCodec, version: versionCodec },
  'hot-keys-wanted': {},
  'hot-keys': { keys: list(keyCodec) },
});

const lettersCodec = list(letterCodec);

/** A letter begins with 0, a bundle of letters with 1; then the epoch that it is meant for, if any. */
export const messageCodec: Codec<Message> = {
  write: (to, message) => {
    const isBundle = message.kind === 'bundle';
    flag.write(to, isBundle);
    inEpoch.write(to, message.inEpoch);
    if (isBundle) lettersCodec.write(to, message.letters);
    else letterCodec.write(to, message);
  },
  read: (from) => {
    const isBundle = flag.read(from);
    const epoch = inEpoch.read(from);
    const content = isBundle
      ? ({ kind: 'bundle', letters: lettersCodec.read(from) } as const)
      : letterCodec.read(from);
    return epoch === undefined ? content : Object.assign(content, { inEpoch: epoch });
  },
};
