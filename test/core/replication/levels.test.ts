import test from 'ava';
import type { Key, NodeId } from '../../../src/core/ids.ts';
import { nodeId, requestId } from '../../../src/core/ids.ts';
import type { Message } from '../../../src/core/message.ts';
import type { Level, Operation } from '../../../src/core/operation.ts';
import { wayOf } from '../../../src/core/replication/level.ts';
import { inTurn } from '../../../src/core/replication/single-read.ts';
import { CLASSIC, DRILL } from '../../../src/core/settings.ts';
import { timer } from '../../../src/core/timer.ts';
import type { LoneNode } from '../lone-node.ts';
import { leaderOf } from '../lone-node.ts';
import type { Effect } from '../recorded-effects.ts';
import { kinds, replies, sends } from '../recorded-effects.ts';
import { recordAt } from './records.ts';

const REQUEST = requestId(5);
const TIMEOUT = timer('operation', REQUEST);
const BALLOT = timer('register', 0);

interface Asked {
  readonly node: LoneNode;
  readonly key: Key;
  readonly replicas: readonly NodeId[];
  readonly effects: readonly Effect[];
}

/** A coordinator that is no replica of the key, and has just been asked. */
function asked(level: Level, of: (key: Key) => Operation): Asked {
  const node = leaderOf(6, { ...DRILL, rememberMembers: 0 });
  const key = node.keyWhere((replicas) => !replicas.includes(nodeId(1)));
  const effects = node.ask(REQUEST, { ...of(key), level });
  return { node, key, replicas: node.node.replicasOf(key), effects };
}

const put = (key: Key): Operation => ({ kind: 'put', key, value: 'new' });
const read = (key: Key): Operation => ({ kind: 'read', key });
const cas = (key: Key): Operation => ({ kind: 'cas', key, expected: 'v9', value: 'new' });

/** Messages of one kind among effects. */
function only<Kind extends Message['kind']>(effects: readonly Effect[], kind: Kind) {
  return sends(effects).flatMap(({ message }) =>
    message.kind === kind ? [message as Extract<Message, { kind: Kind }>] : [],
  );
}

/** The first `count` replicas answer alike. */
function answer({ node, replicas }: Asked, count: number, message: Message): readonly Effect[] {
  return replicas.slice(0, count).flatMap((replica) => node.hear(replica, message));
}

test('classic asks for quorum whatever it is not told otherwise', (t) => {
  for (const kind of ['create', 'read', 'update', 'put', 'delete'] as const)
    t.is(wayOf({ kind, key: 'k' as Key, value: '' }, CLASSIC), 'quorum');
});

test('one: a write is acknowledged by one replica, and goes to all', (t) => {
  const it = asked('one', put);
  t.is(only(it.effects, 'replicate').length, 3);
  const done = answer(it, 1, {
    kind: 'replicated',
    request: REQUEST,
    judgement: 'applied',
    version: undefined,
  });
  t.deepEqual(replies(done), [{ kind: 'ok', value: 'new' }]);
});

test('one: a read asks itself first, then who is believed to be alive', (t) => {
  const order = inTurn([3, 1, 4].map(nodeId), nodeId(4), (node) => node === nodeId(3));
  t.deepEqual(order, [4, 1, 3].map(nodeId));
});

test('one: a read asks the next replica when there is no answer, and the first answer counts', (t) => {
  const it = asked('one', read);
  t.deepEqual(
    sends(it.effects).map(({ to }) => to),
    it.replicas.slice(0, 1),
  );
  it.node.now += DRILL.nextReplicaTicks;
  t.deepEqual(
    sends(it.node.elapse(TIMEOUT)).map(({ to }) => to),
    it.replicas.slice(1, 2),
  );
  const done = answer(it, 1, { kind: 'fetched', request: REQUEST, record: recordAt(3) });
  t.deepEqual(replies(done), [{ kind: 'ok', value: 'v3' }]);
});

test('one: a read that nobody answers fails when its time is over', (t) => {
  const it = asked('one', read);
  it.node.now += DRILL.operationTimeoutTicks;
  t.deepEqual(replies(it.node.elapse(TIMEOUT)), [{ kind: 'failed', reason: 'unavailable' }]);
});

test('linearizable: a put asks a majority, then writes above all that it heard', (t) => {
  const it = asked('linearizable', put);
  t.is(only(it.effects, 'fetch').length, 3);
  const heard = answer(it, 2, { kind: 'fetched', request: REQUEST, record: recordAt(700) });
  const [write] = only(heard, 'replicate');
  t.true(write?.atomic === true && write.record.version.counter > 700);
  const done = answer(it, 2, {
    kind: 'replicated',
    request: REQUEST,
    judgement: 'applied',
    version: undefined,
  });
  t.deepEqual(replies(done), [{ kind: 'ok', value: 'new' }]);
});

test('linearizable: a read gives a majority what it answers, and asks once where it has it', (t) => {
  const agreed = asked('linearizable', read);
  const quick = answer(agreed, 2, { kind: 'fetched', request: REQUEST, record: recordAt(9) });
  t.deepEqual(replies(quick), [{ kind: 'ok', value: 'v9' }]);
  const torn = asked('linearizable', read);
  answer(torn, 1, { kind: 'fetched', request: REQUEST, record: recordAt(9) });
  const second = torn.replicas[1] ?? 0;
  const stored = torn.node.hear(second, { kind: 'fetched', request: REQUEST, record: recordAt(4) });
  t.is(only(stored, 'store').length, 2);
  t.deepEqual(replies(stored), []);
  t.deepEqual(replies(torn.node.hear(second, { kind: 'stored', request: REQUEST })), [
    { kind: 'ok', value: 'v9' },
  ]);
});

test('linearizable: a key with a promise is a consensus register, and the operation goes on there', (t) => {
  const it = asked('linearizable', put);
  const promised = recordAt(700).version;
  const effects = answer(it, 1, { kind: 'fetched', request: REQUEST, record: undefined, promised });
  const [prepare] = only(effects, 'prepare');
  t.true(prepare !== undefined && prepare.ballot.counter > 700);
});

test('linearizable: a put that met a promise half-way is unknown', (t) => {
  const it = asked('linearizable', put);
  answer(it, 2, { kind: 'fetched', request: REQUEST, record: undefined });
  const [first = 0, second = 0, third = 0] = it.replicas;
  const says = (judgement: 'applied' | 'promised'): Message => ({
    ...{ kind: 'replicated', request: REQUEST, judgement, version: recordAt(9_000).version },
  });
  it.node.hear(first, says('applied'));
  it.node.hear(second, says('promised'));
  t.deepEqual(replies(it.node.hear(third, says('promised'))), [{ kind: 'unknown', reason: 'partial-write' }]);
});

/** A compare-and-set whose first ballot got its promises. */
function proposed(): Asked & { readonly ballot: ReturnType<typeof recordAt>['version'] } {
  const it = asked('quorum', cas);
  const [prepare] = only(it.effects, 'prepare');
  const ballot = prepare?.ballot ?? recordAt(0).version;
  const effects = answer(it, 2, { kind: 'promised', request: REQUEST, ballot, record: recordAt(9) });
  return { ...it, effects, ballot };
}

test('cas: what a majority promises is proposed to all, and what a majority accepts is done', (t) => {
  const it = proposed();
  const accepts = only(it.effects, 'accept');
  t.is(accepts.length, 3);
  t.like(accepts[0]?.record, { value: 'new', version: it.ballot });
  const done = answer(it, 2, { kind: 'accepted', request: REQUEST, ballot: it.ballot });
  t.deepEqual(replies(done), [{ kind: 'ok', value: 'new' }]);
});

test('cas: a lost ballot is followed by a pause and a higher one', (t) => {
  const it = proposed();
  const higher = recordAt(8_000).version;
  const lost = answer(it, 2, { kind: 'accepted', request: REQUEST, ballot: it.ballot, higher });
  t.deepEqual(kinds(lost), ['set-timer']);
  const [prepare] = only(it.node.elapse(BALLOT), 'prepare');
  t.true(prepare !== undefined && prepare.ballot.counter > 8_000);
});

test('cas: an answer that comes twice is one', (t) => {
  const it = proposed();
  const accepted: Message = { kind: 'accepted', request: REQUEST, ballot: it.ballot };
  const [first = 0] = it.replicas;
  t.deepEqual([...it.node.hear(first, accepted), ...it.node.hear(first, accepted)], []);
});

test('cas: before its change was sent an operation that runs out of time has failed, afterwards nobody knows', (t) => {
  const before = asked('cas', put);
  before.node.now += DRILL.operationTimeoutTicks;
  t.deepEqual(replies(before.node.elapse(BALLOT)), [{ kind: 'failed', reason: 'unavailable' }]);
  const after = proposed();
  after.node.now += DRILL.operationTimeoutTicks;
  t.deepEqual(replies(after.node.elapse(BALLOT)), [{ kind: 'unknown', reason: 'timeout' }]);
});

test('quorum: a read whose write-back meets a promise is answered through the register', (t) => {
  const it = asked('quorum', read);
  answer(it, 1, { kind: 'fetched', request: REQUEST, record: recordAt(9) });
  const second = it.replicas[1] ?? 0;
  it.node.hear(second, { kind: 'fetched', request: REQUEST, record: undefined });
  const promised = recordAt(700).version;
  const effects = it.node.hear(second, { kind: 'stored', request: REQUEST, promised });
  t.is(only(effects, 'fetch').length, 3);
});

test('an operation that goes on in the register is answered when the time it was given at first is over', (t) => {
  const promised = recordAt(700).version;
  const late = asked('linearizable', put);
  late.node.now += DRILL.operationTimeoutTicks - 1;
  answer(late, 1, { kind: 'fetched', request: REQUEST, record: undefined, promised });
  const later = asked('quorum', read);
  later.node.now += DRILL.operationTimeoutTicks - 1;
  answer(later, 1, { kind: 'fetched', request: REQUEST, record: recordAt(9) });
  const second = later.replicas[1] ?? 0;
  later.node.hear(second, { kind: 'fetched', request: REQUEST, record: undefined });
  later.node.hear(second, { kind: 'stored', request: REQUEST, promised });
  for (const { node } of [late, later]) {
    node.now += 1;
    t.deepEqual(replies(node.elapse(BALLOT)), [{ kind: 'failed', reason: 'unavailable' }]);
  }
});
