import test from 'ava';
import { nodeId, requestId } from '../../../src/core/ids.ts';
import type { Message } from '../../../src/core/message.ts';
import type { StoredRecord } from '../../../src/core/record.ts';
import { DRILL } from '../../../src/core/settings.ts';
import type { Version } from '../../../src/core/version.ts';
import { LoneNode, leaderOf } from '../lone-node.ts';
import { kinds, sends } from '../recorded-effects.ts';
import { recordAt, SOME_KEY } from './records.ts';

const REQUEST = requestId(3);
const REPLICAS = [1, 2, 3].map(nodeId);
const at = (counter: number): Version => recordAt(counter).version;
const prepare = (counter: number): Message => ({
  ...{ kind: 'prepare', request: REQUEST, key: SOME_KEY },
  ballot: at(counter),
});
const accept = (counter: number): Message => ({
  ...{ kind: 'accept', request: REQUEST, verb: 'put', record: recordAt(counter), replicas: REPLICAS },
});
const write = (record: StoredRecord, atomic: boolean): Message => {
  const message = { kind: 'replicate', request: REQUEST, verb: 'put', record, replicas: REPLICAS } as const;
  return atomic ? { ...message, atomic } : message;
};

/** A replica that has promised a ballot, durably. */
function promisedTo(counter: number, settings = DRILL): LoneNode {
  const replica = leaderOf(3, { ...settings, rememberMembers: 0 });
  replica.hear(2, prepare(counter));
  replica.synced();
  return replica;
}

test('a promise is durable before it is told, and tells what is held', (t) => {
  const replica = leaderOf(3, { ...DRILL, rememberMembers: 0 });
  replica.hear(2, accept(5));
  replica.synced();
  t.deepEqual(kinds(replica.hear(3, prepare(8))), ['append']);
  const told = sends(replica.synced())[0]?.message;
  t.deepEqual(told, { kind: 'promised', request: REQUEST, ballot: at(8), record: recordAt(5) });
});

const BELOW: readonly (readonly [who: string, message: Message, answer: object])[] = [
  ['an older ballot', prepare(4), { kind: 'promised', higher: at(8) }],
  ['a proposal', accept(4), { kind: 'accepted', higher: at(8) }],
  [
    'a client’s write',
    write(recordAt(4), false),
    { kind: 'replicated', judgement: 'promised', version: at(8) },
  ],
  ['an atomic write', write(recordAt(4), true), { kind: 'replicated', judgement: 'promised' }],
  [
    'a write-back',
    { kind: 'store', request: REQUEST, records: [recordAt(4)] },
    { kind: 'stored', promised: at(8) },
  ],
];

for (const [who, message, answer] of BELOW) {
  test(`a promise is kept against ${who}`, (t) => {
    const replica = promisedTo(8);
    const effects = replica.hear(3, message);
    t.like(sends(effects).find(({ to }) => to === nodeId(3))?.message, answer);
    t.false(kinds(effects).includes('append'));
  });
}

test('a repair below a promise is refused, and the register is brought to its end instead', (t) => {
  const replica = promisedTo(8);
  const effects = sends(replica.hear(3, { kind: 'store', request: undefined, records: [recordAt(4)] }));
  t.deepEqual(effects.find(({ message }) => message.kind === 'offered')?.message, {
    kind: 'offered',
    held: [],
    wanted: [],
  });
  const asked = effects.map(({ message }) => message).find((message) => message.kind === 'prepare');
  t.true(asked?.kind === 'prepare' && asked.request === undefined && asked.ballot.counter > 8);
});

test('a replica that is past an atomic write speaks for it, unless it ever promised a ballot', (t) => {
  const plain = leaderOf(3, { ...DRILL, rememberMembers: 0 });
  plain.hear(2, write(recordAt(9), false));
  plain.synced();
  t.like(sends(plain.hear(3, write(recordAt(4), true)))[0]?.message, { judgement: 'applied' });
  t.like(sends(plain.hear(3, write(recordAt(5), false)))[0]?.message, { judgement: 'superseded' });
  const register = promisedTo(2);
  register.hear(2, write(recordAt(9), false));
  register.synced();
  t.like(sends(register.hear(3, write(recordAt(4), true)))[0]?.message, { judgement: 'promised' });
});

test('a proposal that comes twice is accepted once, whatever was promised in between', (t) => {
  const replica = promisedTo(4);
  replica.hear(2, accept(4));
  replica.synced();
  replica.hear(2, prepare(8));
  replica.synced();
  const effects = replica.hear(2, accept(4));
  t.deepEqual(sends(effects)[0]?.message, { kind: 'accepted', request: REQUEST, ballot: at(4) });
  t.false(kinds(effects).includes('append'));
});

test('a promise outlives a restart, and so does the knowledge of its counter', (t) => {
  const entries = [{ kind: 'promise', key: SOME_KEY, ballot: at(900) }] as const;
  const replica = new LoneNode(1, 1, { ...DRILL, rememberMembers: 0 }, { entries, nextIndex: 1 });
  replica.start();
  for (const id of [2, 3]) replica.hear(id, { kind: 'join', incarnation: 1, beat: 1 });
  replica.synced();
  t.like(sends(replica.hear(2, prepare(899)))[0]?.message, { higher: at(900) });
  const asked = sends(replica.ask(7, { kind: 'put', key: SOME_KEY, value: 'a', level: 'cas' }));
  const [first] = asked.map(({ message }) => message);
  t.true(first?.kind === 'prepare' && first.ballot.counter > 900);
});

test('a replica that need not keep its promises takes what is below them: for showing why', (t) => {
  const replica = promisedTo(8, { ...DRILL, keepPromises: 0 });
  t.true(kinds(replica.hear(3, accept(4))).includes('append'));
});
