import test from 'ava';
import { key, nodeId } from '../../../src/core/ids.ts';
import type { LogEntry } from '../../../src/core/log-entry.ts';
import { PLAIN_SEAT } from '../../../src/core/membership/seat.ts';
import type { Message } from '../../../src/core/message.ts';
import { DRILL } from '../../../src/core/settings.ts';
import { foldOf } from '../durability/fold-of.ts';
import { LoneNode } from '../lone-node.ts';
import { kinds, sends } from '../recorded-effects.ts';
import { manyKeys, Pair, putAll } from './pair.ts';
import { bytesOf } from './wire-size.ts';

const MANY = manyKeys(8000);
const bytes = (pair: Pair, by = 1) => pair.round(by).reduce((sum, message) => sum + bytesOf(message), 0);

test('two nodes that hold the same say so with one hash each', (t) => {
  const pair = new Pair([putAll(MANY), putAll(MANY)]);
  const said = pair.round();
  t.deepEqual(
    said.map(({ kind }) => kind),
    ['compare', 'compared'],
  );
  t.true(bytes(pair) < 48, `${bytes(pair)} bytes`);
});

test('a record that one of two lacks costs little more than the list of its slice, whoever begins', (t) => {
  for (const by of [1, 2]) {
    const pair = new Pair([putAll(MANY), putAll(MANY.slice(1))]);
    const cost = bytes(pair, by);
    // Of a million keys a slice holds 125 times as many as here, in 16 bytes each: 64 KiB are enough.
    t.true(cost < 1000 + 8 * 3 * 16, `${cost} bytes`);
    t.is(pair.node(2).recordOf(key('key0'))?.value, 'v');
    t.is(pair.round(by).length, 2);
  }
});

test('of two versions the newer one reaches the other node, whoever begins', (t) => {
  for (const by of [1, 2]) {
    const pair = new Pair([
      putAll(MANY.slice(0, 20)),
      [...putAll(MANY.slice(0, 19)), ...putAll(MANY.slice(19, 20), 7)],
    ]);
    pair.round(by);
    t.is(pair.node(1).recordOf(key('key19'))?.version.counter, 7);
  }
});

test('a node that holds nothing is given everything, in bounded batches', (t) => {
  const pair = new Pair([putAll(MANY.slice(0, 5000)), []]);
  const said = pair.round(2);
  t.is(pair.node(2).heldKeys().length, 5000);
  const stored = said.flatMap((message) => (message.kind === 'store' ? [message.records.length] : []));
  t.true(Math.max(...stored) <= 256, `${Math.max(...stored)} records in one message`);
});

test('a counter learnt by comparing is durable before it is counted upon, and a later life writes above it', (t) => {
  const log: LogEntry[] = [{ kind: 'member', member: nodeId(2), present: true, seat: PLAIN_SEAT }];
  const first = new LoneNode(1, 1, DRILL, { entries: log, nextIndex: 1 });
  const question: Message = { kind: 'compare', round: 1, ring: 0, counter: 9000, nodes: [] };
  const heard = first.hear(2, question);
  t.deepEqual(sends(heard), []);
  t.is(sends(first.synced())[0]?.message.kind, 'compared');
  t.deepEqual(kinds(first.hear(2, question)), ['compared']);
  for (const effect of heard) if (effect.kind === 'append') log.push(effect.entry);
  for (const found of [log, foldOf(log).entries()]) {
    const later = new LoneNode(1, 1, DRILL, { entries: found, nextIndex: found.length });
    const [asked] = sends(later.ask(1, { kind: 'put', key: key('plum'), value: 'v' }));
    t.true(asked?.message.kind === 'replicate' && asked.message.record.version.counter > 9000);
  }
});
