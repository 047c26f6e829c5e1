import test from 'ava';
import type { Key } from '../../../src/core/ids.ts';
import { key, nodeId } from '../../../src/core/ids.ts';
import type { LogEntry } from '../../../src/core/log-entry.ts';
import type { Offered } from '../../../src/core/message.ts';
import { timer } from '../../../src/core/timer.ts';
import { AgreedNode } from '../ownership/agreed-node.ts';
import { epochOf } from '../ownership/epochs.ts';
import type { Effect } from '../recorded-effects.ts';
import { kinds, sends } from '../recorded-effects.ts';

const STABILIZE = timer('stabilize');
const KEY = key('k');
const VERSION = { counter: 1, writer: nodeId(2), incarnation: 1 };
const BALLOT = { ...VERSION, counter: 7 };
const PUT: LogEntry = { kind: 'put', record: { key: KEY, version: VERSION, value: 'v' } };
/** n2 gives its place to n4: all others of its keys stay where they are. */
const PENDING = epochOf(2, [1, 2, 3], [1, 3, 4]);

/** An owner of one record that has heard of a pending change, and of these nodes. */
function owner(more: readonly LogEntry[] = [], there: readonly number[] = [2, 3, 4]): AgreedNode {
  const one = new AgreedNode([{ kind: 'epoch', epoch: epochOf(1, [1, 2, 3]), anew: false }, PUT, ...more]);
  one.start();
  one.meet(...there);
  one.adopt(PENDING);
  return one;
}

const offers = (effects: readonly Effect[]) =>
  sends(effects).flatMap(({ to, message }) =>
    message.kind === 'offer'
      ? [...message.entries, ...(message.promises ?? [])].map((entry) => ({ to: Number(to), ...entry }))
      : [],
  );

/** What it offers in a first round and, when every holder before it has had its head start, in a second. */
function offered(one: AgreedNode) {
  const first = one.elapse(STABILIZE);
  one.now += 1000;
  return offers([...first, ...one.elapse(STABILIZE)]);
}

const isDone = (one: AgreedNode, epoch = 2) =>
  kinds(one.hear(2, { kind: 'report', epoch })).includes('reported');
const held = (of: Key = KEY): Offered => ({ key: of, version: VERSION });
const confirm = (one: AgreedNode, from: number) =>
  one.hear(from, { kind: 'offered', held: [held()], wanted: [], inEpoch: 2 });

test('an old replica offers what moves to every next replica of it, and to nobody else', (t) => {
  t.deepEqual(
    offered(owner()).map(({ to }) => to),
    [3, 4],
  );
});

test('it has handed over when all next replicas have confirmed that are there', (t) => {
  const one = owner();
  t.false(isDone(one), 'it has not even looked');
  offered(one);
  t.false(isDone(one));
  confirm(one, 4);
  t.false(isDone(one), 'n3 is there');
  confirm(one, 3);
  t.true(isDone(one));
});

test('a next replica that is away is waited for no longer than a quorum has confirmed', (t) => {
  const one = owner([], [2, 4]);
  offered(one);
  t.false(isDone(one), 'n1 alone is no quorum of three');
  confirm(one, 4);
  t.true(isDone(one));
});

test('nothing is reported of another epoch', (t) => {
  const one = owner();
  offered(one);
  confirm(one, 3);
  confirm(one, 4);
  t.false(isDone(one, 1));
  t.false(isDone(one, 3));
});

test('a promise is handed over with its record', (t) => {
  const one = owner([{ kind: 'promise', key: KEY, ballot: BALLOT }]);
  t.deepEqual(
    offered(one).map(({ to, version }) => [to, version]),
    [
      [3, VERSION],
      [3, BALLOT],
      [4, VERSION],
      [4, BALLOT],
    ],
  );
});

test('a promise without a record is handed over like a record', (t) => {
  const other = key('p');
  const one = owner([{ kind: 'promise', key: other, ballot: BALLOT }]);
  const named = offered(one).filter((entry) => entry.key === other);
  t.deepEqual([...new Set(named.map(({ to }) => to))], [3, 4]);
  t.true(named.every(({ version }) => version.counter === BALLOT.counter));
  for (const from of [3, 4]) confirm(one, from);
  t.false(isDone(one));
  const held = [{ key: other, version: BALLOT }];
  for (const from of [3, 4]) one.hear(from, { kind: 'offered', held, wanted: [], inEpoch: 2 });
  t.true(isDone(one));
});

test('a next owner takes a promise, and says so when it is durable', (t) => {
  const one = new AgreedNode([{ kind: 'epoch', epoch: epochOf(1, [1, 2, 3]), anew: false }]);
  one.start();
  const promises = [{ key: KEY, version: BALLOT }];
  t.deepEqual(kinds(one.hear(2, { kind: 'offer', entries: [], promises, inEpoch: 1 })), ['append']);
  t.deepEqual(
    sends(one.synced()).flatMap(({ message }) => (message.kind === 'offered' ? message.held : [])),
    promises,
  );
});

test('while the change stands still nothing is offered', (t) => {
  const one = owner();
  one.adopt({ ...PENDING, number: 3, paused: true });
  t.deepEqual(offered(one), []);
  one.adopt({ ...PENDING, number: 4 });
  t.deepEqual(
    offered(one).map(({ to }) => to),
    [3, 4],
  );
});

test('an owner that holds nothing has nothing to hand over', (t) => {
  const one = new AgreedNode([{ kind: 'epoch', epoch: PENDING, anew: false }]);
  one.start();
  one.meet(2, 3, 4);
  t.true(isDone(one));
});
