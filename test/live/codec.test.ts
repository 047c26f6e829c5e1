import test from 'ava';
import fc from 'fast-check';
import { key, nodeId, requestId } from '../../src/core/ids.ts';
import { makeRoll } from '../../src/core/membership/heartbeat-list.ts';
import type { Message } from '../../src/core/message.ts';
import { tick } from '../../src/core/time.ts';
import { logEntryCodec } from '../../src/live/codec/log-entry.ts';
import { messageCodec } from '../../src/live/codec/message.ts';
import { GarbageError, Reader } from '../../src/live/codec/reader.ts';
import { Writer } from '../../src/live/codec/writer.ts';
import { anyEntry } from '../core/durability/any-entry.ts';

const version = { counter: 2 ** 41 + 3, writer: nodeId(7), incarnation: 2 };
const request = requestId(2 ** 40);
const record = { key: key('é\u{1F600}'), version, value: 'v'.repeat(300), expires: tick(2 ** 42) };
const none = { ...record, value: null, lineage: { recent: [{ id: 'a', version }], forgotten: version } };

/** One of each form that a field can take. */
const MESSAGES: readonly Message[] = [
  { kind: 'join', incarnation: 1, beat: 1 },
  {
    kind: 'replicate',
    request,
    verb: 'put',
    record,
    replicas: [nodeId(1)],
    lives: [{ node: nodeId(1), incarnation: 4 }],
  },
  { kind: 'replicate', request, verb: 'put', record: none, replicas: [], atomic: true },
  { kind: 'replicated', request, judgement: 'superseded', version: undefined },
  { kind: 'fetched', request, record: undefined, promised: version },
  { kind: 'store', request: undefined, records: [record, none] },
  { kind: 'scan', request, listing: { prefix: '', after: undefined, limit: 3 } },
  { kind: 'follow', watch: request, selection: { prefix: '' }, incarnation: 0, after: 0, limit: 1 },
  {
    ...{ kind: 'follow', watch: request, selection: { prefix: 'k', exactly: true } },
    ...{ incarnation: 2, after: 2 ** 40, limit: 9 },
  },
  {
    ...{ kind: 'followed', watch: request, incarnation: 2, after: 3, upTo: 4 },
    changed: [{ key: key('k'), version }],
  },
  { kind: 'peek', watch: request, poll: 3, keys: [key('k')] },
  { kind: 'peeked', watch: request, poll: 3, records: [none], nothing: [key('l')] },
  { kind: 'recall', after: key('k'), incarnation: 3 },
  {
    kind: 'compared',
    ...{ round: 1, ring: -5, counter: 2 ** 40, settled: false, left: [3] },
    nodes: [{ at: 3, high: -1, low: 2 ** 31 - 1 }],
    slices: [{ slice: 9, entries: [{ key: key('k'), version: { ...version, expired: true } }] }],
  },
  {
    kind: 'bundle',
    letters: [
      { kind: 'fetch', request, key: key('k') },
      { kind: 'hinted', request, owner: nodeId(3) },
    ],
  },
  {
    kind: 'gossip',
    members: {
      roll: makeRoll(Int32Array.of(1, 9), Int32Array.of(1, 2)),
      at: tick(2 ** 41),
      words: Int32Array.of(4, -1, -(2 ** 31), 5),
      start: 0,
    },
  },
];

test('a message is read as it was written, each behind the other', (t) => {
  const writer = new Writer();
  for (const message of MESSAGES) messageCodec.write(writer, message);
  const reader = new Reader(writer.take());
  for (const message of MESSAGES) t.deepEqual(messageCodec.read(reader), message);
  t.true(reader.atEnd);
});

test('a heartbeat list that lies in a longer block travels without the rest of it', (t) => {
  const writer = new Writer();
  const roll = makeRoll(Int32Array.of(5), Int32Array.of(1));
  const members = { roll, at: tick(9), words: Int32Array.of(0, 0, 7, 8, 0), start: 2 };
  messageCodec.write(writer, { kind: 'gossip', members });
  t.deepEqual(messageCodec.read(new Reader(writer.take())), {
    kind: 'gossip',
    members: { ...members, words: Int32Array.of(7, 8), start: 0 },
  });
});

test('every entry of a log is read as it was written', (t) => {
  fc.assert(
    fc.property(anyEntry, (entry) => {
      const writer = new Writer();
      logEntryCodec.write(writer, entry);
      t.deepEqual(logEntryCodec.read(new Reader(writer.take())), entry);
    }),
    { seed: 1, numRuns: 300 },
  );
});

test('whatever bytes come, they are a message or garbage, and never more than there is room for', (t) => {
  const writer = new Writer();
  for (const message of MESSAGES) messageCodec.write(writer, message);
  const sound = writer.take();
  const anyBytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.tuple(fc.nat(sound.length - 1), fc.nat(255)).map(([at, byte]) => {
      const spoilt = Uint8Array.from(sound);
      spoilt[at] = byte;
      return spoilt;
    }),
  );
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      const reader = new Reader(Buffer.from(bytes));
      try {
        while (!reader.atEnd) messageCodec.read(reader);
      } catch (error) {
        if (!(error instanceof GarbageError)) throw error;
      }
    }),
    { seed: 2, numRuns: 2_000 },
  );
  t.pass();
});
