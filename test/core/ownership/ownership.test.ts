import test from 'ava';
import { key, nodeId, requestId } from '../../../src/core/ids.ts';
import type { LogEntry } from '../../../src/core/log-entry.ts';
import type { Message } from '../../../src/core/message.ts';
import type { Epoch } from '../../../src/core/ownership/epoch.ts';
import { timer } from '../../../src/core/timer.ts';
import type { Effect } from '../recorded-effects.ts';
import { kinds, sends } from '../recorded-effects.ts';
import { AgreedNode } from './agreed-node.ts';
import { epochOf, owners } from './epochs.ts';

const FETCH = { kind: 'fetch', request: requestId(1), key: key('k') } as const;
const fetchIn = (inEpoch: number): Message => ({ ...FETCH, inEpoch });
const version = { counter: 1, writer: nodeId(2), incarnation: 1 };
const PUT: LogEntry = { kind: 'put', record: { key: key('k'), version, value: 'v' } };
const logOf = (epoch: Epoch): readonly LogEntry[] => [{ kind: 'epoch', epoch, anew: false }, PUT];

/** What was said to one node. */
const toldTo = (node: number, effects: readonly Effect[]) =>
  sends(effects)
    .filter(({ to }) => to === node)
    .map(({ message }) => message);

test('an epoch is in effect when it is durable, and not before', (t) => {
  const one = new AgreedNode();
  one.start();
  t.is(one.node.epoch, undefined);
  one.synced();
  t.is(one.node.epoch?.number, 1);
  one.hear(2, { kind: 'ring', epoch: epochOf(2, [1, 2, 3], [1, 2]) });
  t.is(one.node.epoch?.number, 1);
  one.synced();
  t.is(one.node.epoch?.number, 2);
});

test('what is meant for an earlier epoch is refused with the ring of this one', (t) => {
  const epoch = epochOf(3, [1, 2, 3]);
  const one = new AgreedNode(logOf(epoch));
  t.deepEqual(toldTo(2, one.hear(2, fetchIn(2))), [{ kind: 'ring', epoch }]);
});

test('what is meant for a later epoch waits until that ring is here, and is answered in it', (t) => {
  const one = new AgreedNode(logOf(epochOf(3, [1, 2, 3])));
  t.deepEqual(toldTo(2, one.hear(2, fetchIn(4))), [{ kind: 'ring-wanted' }]);
  const [answer, ...more] = toldTo(2, one.adopt(epochOf(4, [1, 2, 3], [1, 2, 3, 4])));
  t.like(answer, { kind: 'fetched', inEpoch: 4 });
  t.deepEqual(more, []);
});

test('nothing is answered between hearing of an epoch and having it on disk', (t) => {
  const one = new AgreedNode(logOf(epochOf(3, [1, 2, 3])));
  one.hear(2, { kind: 'ring', epoch: epochOf(4, [1, 2, 3], [1, 2]) });
  t.deepEqual(kinds(one.hear(2, fetchIn(3))), []);
  t.deepEqual(kinds(one.hear(2, fetchIn(4))), []);
  t.is(toldTo(2, one.synced()).filter(({ kind }) => kind === 'fetched').length, 1);
});

test('neither an earlier ring nor one of another cluster is adopted', (t) => {
  const one = new AgreedNode(logOf(epochOf(3, [1, 2, 3])));
  one.adopt(epochOf(2, [1, 2]));
  one.adopt({ ...epochOf(9, [1, 2]), cluster: 'theirs' });
  t.is(one.node.epoch?.number, 3);
});

test('a founder that has lost entries founds nothing', (t) => {
  const one = new AgreedNode([{ kind: 'lost', key: undefined }]);
  one.start();
  one.synced();
  t.is(one.node.epoch, undefined);
});

const BACK: Readonly<Record<string, readonly [Epoch, Epoch, boolean]>> = {
  'an owner that slept through changes of others keeps what it holds': [
    epochOf(1, [1, 2, 3]),
    epochOf(9, [1, 3, 4]),
    true,
  ],
  'an owner that is to leave keeps what it holds': [epochOf(1, [1, 2]), epochOf(2, [1, 2], [2]), true],
  'who has left lets go of everything': [epochOf(2, [1, 2], [2]), epochOf(3, [2]), false],
  'who was no owner in between begins with nothing': [
    epochOf(1, [1, 2]),
    { ...epochOf(6, [2]), target: owners([1, 2], 6) },
    false,
  ],
  'who was let in, put off and let in again begins with nothing': [
    { ...epochOf(2, [2]), target: [...owners([1], 2), ...owners([2])] },
    { ...epochOf(4, [2]), target: [...owners([1], 4), ...owners([2])] },
    false,
  ],
  'who was let in and is an owner now keeps what it was handed': [
    { ...epochOf(2, [2]), target: [...owners([1], 2), ...owners([2])] },
    { cluster: '', number: 3, owners: [...owners([1], 2), ...owners([2])] },
    true,
  ],
};

for (const [title, [before, epoch, keeps]] of Object.entries(BACK)) {
  test(title, (t) => {
    const one = new AgreedNode(logOf(before));
    one.adopt(epoch);
    t.deepEqual(one.held, keeps ? [key('k')] : []);
  });
}

test('what is let go of is gone after a restart, promises too', (t) => {
  const promised: LogEntry = { kind: 'promise', key: key('k'), ballot: { ...version, counter: 7 } };
  const one = new AgreedNode([...logOf(epochOf(2, [1, 2], [2])), promised]);
  const log = one
    .adopt(epochOf(3, [2]))
    .flatMap((effect) => (effect.kind === 'append' ? [effect.entry] : []));
  const later = new AgreedNode([...logOf(epochOf(2, [1, 2], [2])), promised, ...log]);
  t.deepEqual(later.held, []);
});

test('votes on the epoch after next wait for the next one', (t) => {
  const one = new AgreedNode(logOf(epochOf(3, [1, 2, 3])));
  const prepare = { kind: 'prepare-epoch', ballot: version } as const;
  t.deepEqual(toldTo(2, one.hear(2, { ...prepare, slot: 5 })), [{ kind: 'ring-wanted' }]);
  t.like(toldTo(2, one.hear(2, { ...prepare, slot: 3 }))[0], { kind: 'ring' });
  one.hear(2, { ...prepare, slot: 4 });
  t.like(toldTo(2, one.synced())[0], { kind: 'epoch-promised', slot: 4 });
});

test('a node that owns nothing asks the first owner that is there to be let in', (t) => {
  const one = new AgreedNode(logOf(epochOf(3, [2, 3])));
  one.meet(3);
  const wishes = sends(one.elapse(timer('ring'))).filter(({ message }) => message.kind === 'wish');
  t.deepEqual(
    wishes.map(({ to, message }) => [Number(to), message.kind === 'wish' && message.wish.kind]),
    [[3, 'join']],
  );
});

test('who has met none of the owners asks them who is there, and nobody else twice', (t) => {
  const one = new AgreedNode(logOf(epochOf(3, [2, 3])));
  one.meet(2, 4);
  const asked = Array.from({ length: 40 }, () => sends(one.elapse(timer('ring')))).flatMap((said) =>
    said.flatMap(({ to, message }) => (message.kind === 'join' ? [Number(to)] : [])),
  );
  t.deepEqual([...new Set(asked)], [3]);
});

test('who was asked to leave says so, and does not come back by itself', (t) => {
  const one = new AgreedNode(logOf(epochOf(3, [1, 2, 3])));
  one.meet(2, 3);
  one.wish({ kind: 'leave', node: nodeId(1) });
  t.true(kinds(one.elapse(timer('ring'))).includes('prepare-epoch'), 'it has the chair itself');
  one.adopt(epochOf(4, [1, 2, 3], [2, 3]));
  one.adopt(epochOf(5, [2, 3]));
  t.true(one.node.hasLeft);
  t.deepEqual(
    kinds(one.elapse(timer('ring'))).filter((kind) => kind === 'wish'),
    [],
  );
});

test('a joiner that was put off asks again when its patience is over', (t) => {
  const one = new AgreedNode(logOf(epochOf(1, [2, 3])));
  one.meet(2, 3);
  t.true(kinds(one.elapse(timer('ring'))).includes('wish'));
  one.adopt(epochOf(2, [2, 3], [1, 2, 3]));
  one.now = 100;
  one.adopt(epochOf(3, [2, 3]));
  const asks = () => kinds(one.elapse(timer('ring'))).includes('wish');
  one.now = 1099;
  t.false(asks());
  one.meet(2, 3);
  one.now = 1100;
  t.true(asks());
});

test('of messages that are early the latest are kept', (t) => {
  const one = new AgreedNode(logOf(epochOf(3, [1, 2, 3])));
  for (let nth = 0; nth < 1100; nth += 1) one.hear(2, { ...FETCH, request: requestId(nth), inEpoch: 4 });
  const answered = toldTo(2, one.adopt(epochOf(4, [1, 2, 3]))).flatMap((message) =>
    message.kind === 'fetched' ? [Number(message.request)] : [],
  );
  t.deepEqual([answered[0], answered.length, answered.at(-1)], [76, 1024, 1099]);
});
