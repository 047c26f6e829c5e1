import test from 'ava';
import type { Key, NodeId } from '../../../src/core/ids.ts';
import { nodeId, requestId } from '../../../src/core/ids.ts';
import type { Message } from '../../../src/core/message.ts';
import type { StoredRecord } from '../../../src/core/record.ts';
import { CLASSIC } from '../../../src/core/settings.ts';
import { timer } from '../../../src/core/timer.ts';
import type { LoneNode } from '../lone-node.ts';
import { leaderOf } from '../lone-node.ts';
import type { Effect } from '../recorded-effects.ts';
import { kinds, replies, sends } from '../recorded-effects.ts';
import { recordAt } from './records.ts';

const REQUEST = requestId(5);
const TIMEOUT = timer('operation', REQUEST);

/** A coordinator that is no replica of the key, and the replicas in their order. */
function coordinator(): { node: LoneNode; key: Key; replicas: readonly NodeId[] } {
  const node = leaderOf(6);
  const key = node.keyWhere((replicas) => !replicas.includes(nodeId(1)));
  return { node, key, replicas: node.node.replicasOf(key) };
}

/** Another one, which has been asked to read and got answers, in the order of the replicas. */
function reading(...answers: readonly (StoredRecord | undefined)[]) {
  const { node, key, replicas } = coordinator();
  let effects = node.ask(REQUEST, { kind: 'read', key });
  answers.forEach((record, nth) => {
    effects = node.hear(replicas[nth] ?? 0, { kind: 'fetched', request: REQUEST, record });
  });
  return { node, key, replicas, effects };
}

function replicated(judgement: 'applied' | 'absent' | 'exists'): Message {
  return { kind: 'replicated', request: REQUEST, judgement, version: undefined };
}

const STORED: Message = { kind: 'stored', request: REQUEST };

const receivers = (effects: readonly Effect[]) => sends(effects).map(({ to }) => to);

test('a write goes once to every replica under one version, and W acknowledgements answer it', (t) => {
  const { node, key, replicas } = coordinator();
  const asked = node.ask(REQUEST, { kind: 'create', key, value: 'a' });
  t.deepEqual(kinds(asked), ['set-timer', 'replicate', 'replicate', 'replicate']);
  t.deepEqual(receivers(asked), [...replicas]);
  t.is(new Set(sends(asked).map(({ message }) => message)).size, 1);
  t.deepEqual(replies(node.hear(replicas[0] ?? 0, replicated('applied'))), []);
  t.deepEqual(replies(node.hear(replicas[2] ?? 0, replicated('applied'))), [{ kind: 'ok', value: 'a' }]);
  t.deepEqual(kinds(node.hear(replicas[1] ?? 0, replicated('applied'))), ['cancel-timer']);
});

test('one acknowledgement that comes twice is one', (t) => {
  const { node, key, replicas } = coordinator();
  node.ask(REQUEST, { kind: 'create', key, value: 'a' });
  for (let i = 0; i < 3; i += 1) t.deepEqual(node.hear(replicas[0] ?? 0, replicated('applied')), []);
});

test('a coordinator that is a replica keeps its own message inside and waits for its own disk', (t) => {
  const node = leaderOf(6);
  const key = node.keyWhere((replicas) => replicas.includes(nodeId(1)));
  const others = node.node.replicasOf(key).filter((replica) => replica !== nodeId(1));
  const effects = node.ask(REQUEST, { kind: 'create', key, value: 'a' });
  t.deepEqual(receivers(effects), others);
  t.is(kinds(effects).filter((kind) => kind === 'append').length, 1);
  t.deepEqual(replies(node.hear(others[0] ?? 0, replicated('applied'))), []);
  t.deepEqual(replies(node.appended(0)), [{ kind: 'ok', value: 'a' }]);
});

test('a node that is alone with too few replicas fails at once: nobody was asked', (t) => {
  const node = leaderOf(1);
  const key = node.keyWhere(() => true);
  const effects = node.ask(REQUEST, { kind: 'create', key, value: 'a' });
  t.deepEqual(replies(effects), [{ kind: 'failed', reason: 'unavailable' }]);
  t.deepEqual(kinds(effects), ['note', 'reply']);
});

test('a read quorum returns the newest version and repairs the stale replica before it answers', (t) => {
  const { node, key, replicas, effects } = reading(recordAt(3), recordAt(8));
  t.deepEqual(kinds(effects), ['store']);
  t.deepEqual(receivers(effects), [replicas[0]]);
  t.like(sends(effects)[0]?.message, { kind: 'store', records: [recordAt(8)] });
  const answered = node.hear(replicas[0] ?? 0, STORED);
  t.deepEqual(replies(answered), [{ kind: 'ok', value: 'v8' }]);
  t.is(node.node.recordOf(key), undefined, 'a coordinator keeps nothing');
});

test('a read whose quorum agrees answers at once', (t) => {
  t.deepEqual(replies(reading(recordAt(8), recordAt(8)).effects), [{ kind: 'ok', value: 'v8' }]);
});

test('a stale answer after the quorum is repaired in the background', (t) => {
  const { node, replicas } = reading(recordAt(8), recordAt(8));
  const effects = node.hear(replicas[2] ?? 0, { kind: 'fetched', request: REQUEST, record: recordAt(2) });
  t.deepEqual(receivers(effects), [replicas[2]]);
  t.deepEqual(replies(effects), []);
});

test('a third replica that holds the newest version counts as well as a repaired one', (t) => {
  const { node, replicas } = reading(recordAt(3), recordAt(8));
  const effects = node.hear(replicas[2] ?? 0, { kind: 'fetched', request: REQUEST, record: recordAt(8) });
  t.deepEqual(replies(effects), [{ kind: 'ok', value: 'v8' }]);
});

test('a key that two replicas do not know is not found, once all have answered', (t) => {
  const { node, replicas, effects } = reading(undefined, undefined);
  t.deepEqual(kinds(effects), ['note']);
  const last = node.hear(replicas[2] ?? 0, { kind: 'fetched', request: REQUEST, record: undefined });
  t.deepEqual(replies(last), [{ kind: 'failed', reason: 'not-found' }]);
});

test('a write that reached one replica when time ran out is unknown', (t) => {
  const { node, key, replicas } = coordinator();
  node.ask(REQUEST, { kind: 'update', key, value: 'b' });
  node.hear(replicas[0] ?? 0, replicated('applied'));
  node.now += CLASSIC.operationTimeoutTicks;
  const effects = node.elapse(TIMEOUT);
  t.deepEqual(kinds(effects), ['note', 'reply']);
  t.deepEqual(replies(effects), [{ kind: 'unknown', reason: 'partial-write' }]);
  t.deepEqual(node.hear(replicas[1] ?? 0, replicated('applied')), [], 'too late');
});

test('two writes of one coordinator at one tick have different versions', (t) => {
  const { node, key } = coordinator();
  const versions = [5, 6].map((request) => {
    const message = sends(node.ask(request, { kind: 'create', key, value: 'a' }))[0]?.message;
    return message?.kind === 'replicate' ? message.record.version.counter : undefined;
  });
  t.is(new Set(versions).size, 2);
});

test('a coordinator writes above every version that it has heard of', (t) => {
  const { node, key } = reading(recordAt(9_000), recordAt(9_000));
  const message = sends(node.ask(7, { kind: 'update', key, value: 'b' }))[0]?.message;
  t.true(message?.kind === 'replicate' && message.record.version.counter > 9_000);
});

test('a replica that is removed from the group will not answer any more', (t) => {
  const { node, key, replicas } = coordinator();
  node.ask(REQUEST, { kind: 'create', key, value: 'a' });
  for (const replica of replicas.slice(1)) node.hear(replica, replicated('exists'));
  const others = [2, 3, 4, 5, 6].filter((id) => id !== replicas[0]);
  const effects: Effect[] = [];
  // Its first beat was heard at tick 10, so it was sent at 9; rounds are in time from then on.
  node.elapse(timer('gossip'));
  const sentAt = node.now;
  while (node.now < sentAt + CLASSIC.removeAfterTicks) {
    t.deepEqual(replies(effects), []);
    node.now += 1;
    for (const id of others) effects.push(...node.hear(id, { kind: 'join', incarnation: 1, beat: node.now }));
    effects.push(...node.elapse(timer('gossip')));
  }
  t.deepEqual(replies(effects), [{ kind: 'unknown', reason: 'timeout' }]);
});

test('a refusal of a replica that holds something newer is no proof that it never took the write', (t) => {
  const { node, key, replicas } = coordinator();
  const [message] = sends(node.ask(REQUEST, { kind: 'create', key, value: 'a' })).map((sent) => sent.message);
  const own = message?.kind === 'replicate' ? message.record.version.counter : 0;
  const refused = (judgement: 'exists' | 'superseded', counter: number): Message => ({
    ...{ kind: 'replicated', request: REQUEST, judgement },
    version: { counter, writer: nodeId(9), incarnation: 1 },
  });
  const older = Math.max(0, own - 1);
  node.hear(replicas[0] ?? 0, refused('exists', older));
  // It took the write and then a newer one; a second copy of the message made it answer once more.
  node.hear(replicas[1] ?? 0, refused('superseded', own + 1));
  const last = node.hear(replicas[2] ?? 0, refused('exists', older));
  t.deepEqual(replies(last), [{ kind: 'unknown', reason: 'partial-write' }]);
});

/** A coordinator that asks no more replicas than must answer, and has been asked to read. */
function sparing() {
  const node = leaderOf(6, { ...CLASSIC, readAsksAll: 0 });
  const key = node.keyWhere((replicas) => !replicas.includes(nodeId(1)));
  const [first = 0, second = 0, spare = 0] = node.node.replicasOf(key);
  const effects = node.ask(REQUEST, { kind: 'read', key });
  const hear = (from: number, record: StoredRecord | undefined) =>
    node.hear(from, { kind: 'fetched', request: REQUEST, record });
  return { node, first, second, spare, effects, hear };
}

test('a read that asks no more replicas than must answer is over with their answers', (t) => {
  const { first, second, effects, hear } = sparing();
  t.deepEqual(receivers(effects), [first, second]);
  t.deepEqual(replies(hear(first, recordAt(3))), []);
  t.deepEqual(kinds(hear(second, recordAt(3))), ['note', 'reply', 'cancel-timer']);
});

test('a replica that was spared is asked as soon as the answers of the others cannot be enough', (t) => {
  const { first, second, spare, hear } = sparing();
  t.deepEqual(receivers(hear(first, undefined)), []);
  t.deepEqual(receivers(hear(second, recordAt(3))), [spare]);
  t.deepEqual(replies(hear(spare, recordAt(3))), [{ kind: 'ok', value: 'v3' }]);
});

test('a replica that was spared is asked when the others are late, and the read then has the rest of its time', (t) => {
  const { node, first, spare, hear } = sparing();
  t.deepEqual(receivers(node.elapse(TIMEOUT)), [spare]);
  hear(first, recordAt(3));
  t.deepEqual(replies(hear(spare, recordAt(3))), [{ kind: 'ok', value: 'v3' }]);
  const late = sparing();
  late.node.elapse(TIMEOUT);
  t.deepEqual(replies(late.node.elapse(TIMEOUT)), [{ kind: 'failed', reason: 'unavailable' }]);
});
