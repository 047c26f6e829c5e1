import test from 'ava';
import fc from 'fast-check';
import { nodeId, requestId } from '../../../src/core/ids.ts';
import type { Judgement, Message } from '../../../src/core/message.ts';
import { judgeWrite } from '../../../src/core/replication/replica.ts';
import { freezeDeep } from '../freeze.ts';
import { leaderOf } from '../lone-node.ts';
import { kinds, sends } from '../recorded-effects.ts';
import { recordAt } from './records.ts';

type Verb = 'create' | 'update' | 'delete';
type Held = 'nothing' | 'older value' | 'newer value' | 'older tombstone' | 'newer tombstone' | 'itself';

const HELD = {
  nothing: undefined,
  'older value': recordAt(4),
  'newer value': recordAt(6),
  'older tombstone': recordAt(4, null),
  'newer tombstone': recordAt(6, null),
  itself: recordAt(5),
} as const;

const JUDGEMENTS: Readonly<Record<Held, Readonly<Record<Verb, Judgement>>>> = {
  nothing: { create: 'applied', update: 'absent', delete: 'absent' },
  'older value': { create: 'exists', update: 'applied', delete: 'applied' },
  'newer value': { create: 'exists', update: 'superseded', delete: 'superseded' },
  'older tombstone': { create: 'applied', update: 'absent', delete: 'absent' },
  'newer tombstone': { create: 'superseded', update: 'absent', delete: 'absent' },
  itself: { create: 'applied', update: 'applied', delete: 'applied' },
};

for (const [held, row] of Object.entries(JUDGEMENTS) as [Held, Record<Verb, Judgement>][]) {
  for (const [verb, judgement] of Object.entries(row) as [Verb, Judgement][]) {
    test(`${verb} over ${held} is ${judgement}`, (t) => {
      t.is(judgeWrite(verb, recordAt(5, verb === 'delete' ? null : 'new'), HELD[held]), judgement);
    });
  }
}

function replicate(request: number, counter: number, verb: Verb = 'create'): Message {
  const record = recordAt(counter, verb === 'delete' ? null : `v${counter}`);
  const replicas = [1, 2, 3].map(nodeId);
  return { kind: 'replicate', request: request as never, verb, record, replicas };
}

test('no acknowledgement leaves a replica before its record is durable', (t) => {
  const replica = leaderOf(3);
  t.deepEqual(kinds(replica.hear(2, replicate(0, 5))), ['append']);
  t.is(replica.node.recordOf(recordAt(5).key), undefined);
  const effects = replica.appended(0);
  t.deepEqual(kinds(effects), ['note', 'replicated']);
  t.is(replica.node.recordOf(recordAt(5).key)?.value, 'v5');
});

test('a refusal waits too, since it tells of a record that is not durable yet', (t) => {
  const replica = leaderOf(3);
  replica.hear(2, replicate(0, 5));
  t.deepEqual(replica.hear(3, replicate(1, 6)), []);
  const answers = sends(replica.appended(0)).map(({ to, message }) => [
    to,
    message.kind === 'replicated' ? message.judgement : message.kind,
  ]);
  t.deepEqual(answers, [
    [nodeId(2), 'applied'],
    [nodeId(3), 'exists'],
  ]);
});

test('entries become durable in order: an early index releases only what it covers', (t) => {
  const replica = leaderOf(3);
  replica.hear(2, replicate(0, 5));
  replica.hear(2, replicate(1, 6, 'update'));
  replica.hear(2, replicate(2, 7, 'delete'));
  t.deepEqual(kinds(replica.appended(0)), ['note', 'replicated']);
  t.is(replica.node.recordOf(recordAt(5).key)?.value, 'v5');
  t.deepEqual(kinds(replica.appended(2)), ['note', 'replicated', 'note', 'replicated']);
  t.is(replica.node.recordOf(recordAt(5).key)?.value, null);
});

test('a repeated write is acknowledged again and stored once', (t) => {
  const replica = leaderOf(3);
  replica.hear(2, replicate(0, 5));
  t.deepEqual(replica.hear(2, replicate(0, 5)), []);
  t.is(sends(replica.appended(0)).length, 2);
  t.deepEqual(kinds(replica.hear(2, replicate(0, 5))), ['note', 'replicated']);
});

test('of copies that arrive in any order the newest stays', (t) => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (counters) => {
      const replica = leaderOf(3);
      let appends = 0;
      counters.forEach((counter, nth) => {
        const message: Message = {
          kind: 'store',
          request: requestId(nth),
          records: [recordAt(counter)],
        };
        for (const effect of replica.hear(2, message))
          if (effect.kind === 'append') appends = effect.index + 1;
      });
      replica.appended(appends - 1);
      t.is(replica.node.recordOf(recordAt(1).key)?.version.counter, Math.max(...counters));
    }),
    { seed: 1, numRuns: 50 },
  );
});

test('a read is answered from what is durable, at once', (t) => {
  const replica = leaderOf(3);
  replica.hear(2, replicate(0, 5));
  const early = sends(replica.hear(2, { kind: 'fetch', request: 1 as never, key: recordAt(5).key }));
  t.like(early[0]?.message, { kind: 'fetched', record: undefined });
  replica.appended(0);
  const later = sends(replica.hear(2, { kind: 'fetch', request: 2 as never, key: recordAt(5).key }));
  t.like(later[0]?.message, { kind: 'fetched', record: recordAt(5) });
});

test('a copy of a message that was refused is refused again, whatever the key has become since', (t) => {
  const replica = leaderOf(3);
  const judgements = (effects: ReturnType<typeof replica.appended>) =>
    sends(effects).map(({ message }) => (message.kind === 'replicated' ? message.judgement : message.kind));
  replica.hear(2, replicate(0, 5));
  replica.appended(0);
  t.deepEqual(judgements(replica.hear(3, replicate(1, 9))), ['exists']);
  replica.hear(2, replicate(2, 7, 'delete'));
  replica.appended(1);
  t.deepEqual(judgements(replica.hear(3, replicate(1, 9))), ['exists']);
  t.is(replica.node.recordOf(recordAt(5).key)?.value, null);
  replica.hear(3, replicate(3, 10));
  t.deepEqual(judgements(replica.appended(2)), ['applied']);
});

test('a late copy of a write that was meant for an earlier life of the replica is nobody’s', (t) => {
  const replica = leaderOf(3);
  const meant = (incarnation: number) =>
    freezeDeep({ ...replicate(0, 5), lives: [{ node: nodeId(1), incarnation }] } as Message);
  t.deepEqual(replica.hear(2, meant(0)), []);
  t.deepEqual(replica.hear(2, meant(2)), []);
  t.deepEqual(kinds(replica.hear(2, meant(1))), ['append']);
});
