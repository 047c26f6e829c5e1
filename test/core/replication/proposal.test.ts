import test from 'ava';
import { nodeId, requestId } from '../../../src/core/ids.ts';
import type { Operation } from '../../../src/core/operation.ts';
import type { StoredRecord } from '../../../src/core/record.ts';
import { extendLineage } from '../../../src/core/replication/lineage.ts';
import type { Plan } from '../../../src/core/replication/proposal.ts';
import { Proposal, planProposal } from '../../../src/core/replication/proposal.ts';
import { tick } from '../../../src/core/time.ts';
import { recordAt, SOME_KEY } from './records.ts';

const BALLOT = { counter: 50, writer: nodeId(1), incarnation: 1 };
const MINE = 'mine';
const LENGTH = 3;

interface Told {
  readonly sent?: number;
  readonly repeated?: boolean;
  /** Nobody waits for an answer. */
  readonly repairs?: boolean;
  readonly length?: number;
}

function plan(operation: Operation, records: readonly (StoredRecord | undefined)[], told: Told = {}): Plan {
  const asked = told.repeated === true ? { ...operation, token: { id: MINE, repeated: true } } : operation;
  const proposal = new Proposal({
    request: told.repairs === true ? undefined : requestId(1),
    ...{ number: 0, operation: asked, id: MINE, deadline: tick(100) },
  });
  proposal.begin('preparing', BALLOT, [1, 2, 3].map(nodeId), {});
  if (told.sent !== undefined) proposal.sent = recordAt(told.sent).version;
  for (const [nth, record] of records.entries()) proposal.answers.push({ from: nodeId(nth + 1), record });
  return planProposal(proposal, BALLOT, told.length ?? LENGTH, tick(0));
}

/** A record through the register, which remembers these requests, the last one its own. */
function led(counter: number, ...ids: readonly string[]): StoredRecord {
  let record: StoredRecord | undefined;
  for (const [nth, id] of ids.entries()) {
    const { version } = recordAt(counter - ids.length + 1 + nth);
    const lineage = extendLineage(record, id, version, LENGTH);
    const value = `v${version.counter}`;
    record = lineage === undefined ? undefined : { key: SOME_KEY, version, value, lineage };
  }
  return record ?? recordAt(counter);
}

const CAS: Operation = { kind: 'cas', key: SOME_KEY, expected: 'v9', value: 'new' };
const READ: Operation = { kind: 'read', key: SOME_KEY };
const CREATE: Operation = { kind: 'create', key: SOME_KEY, value: 'new' };
const FAILED = { kind: 'failed', reason: 'mismatch' } as const;

test('a condition is judged by the newest record of a majority, and the change goes under the ballot', (t) => {
  const { record, changes, outcome } = plan(CAS, [recordAt(3), recordAt(9)]);
  t.true(changes);
  t.like(record, { value: 'new', version: BALLOT });
  t.deepEqual(outcome, { kind: 'ok', value: 'new' });
});

test('a repair brings what is there above its ballot though a majority agrees: a third has promised too much to take it', (t) => {
  const agreed = [recordAt(9), recordAt(9)];
  t.is(plan(READ, agreed).record, undefined);
  t.like(plan(READ, agreed, { repairs: true }).record, { value: 'v9', version: BALLOT });
});

test('a condition that fails is told at once only where a majority agrees', (t) => {
  t.deepEqual(plan(CAS, [recordAt(3), recordAt(3)]), {
    ...{ record: undefined, changes: false, outcome: FAILED, version: undefined },
  });
  const found = plan(CAS, [recordAt(3), undefined]);
  t.deepEqual([found.outcome, found.changes], [FAILED, false]);
  t.like(found.record, { value: 'v3', version: BALLOT });
});

test('where a change was sent before, the failure buries it under what was found', (t) => {
  const found = plan(CAS, [led(12, 'other'), led(12, 'other')], { sent: 11 });
  t.like(found.record, { version: BALLOT, value: 'v12' });
  t.deepEqual(found.outcome, FAILED);
});

test('a request that finds itself in what was chosen is done, and is not done again', (t) => {
  const found = plan(CAS, [led(12, MINE, 'other'), led(12, MINE, 'other')], { sent: 11 });
  t.deepEqual(found.outcome, { kind: 'ok', value: 'new' });
  t.false(found.changes);
  t.like(found.record, { value: 'v12', version: BALLOT });
  t.deepEqual(found.version, recordAt(11).version);
});

test('where the record may have forgotten the request, nobody can tell', (t) => {
  const unknown = { kind: 'unknown', reason: 'timeout' };
  const long = led(20, 'a', 'b', 'c', 'd', 'e');
  t.deepEqual(plan(CAS, [long, long], { sent: 16 }).outcome as object, unknown);
  t.deepEqual(plan(CAS, [long, long], { sent: 18 }).outcome, FAILED);
  t.deepEqual(
    plan(CREATE, [recordAt(20, null), recordAt(20, null)], { sent: 19 }).outcome as object,
    unknown,
  );
  t.deepEqual(plan(CREATE, [recordAt(20, null)], { repeated: true }).outcome as object, unknown);
});

test('a client’s repeated request is done once', (t) => {
  const [before, after] = [led(12, 'other'), led(13, 'other', MINE, 'third')];
  t.true(plan({ ...CAS, expected: 'v12' }, [before, before], { repeated: true }).changes);
  t.like(plan(CAS, [after, after], { repeated: true }), { changes: false, outcome: { kind: 'ok' } });
});

test('without lineage a request does not know itself: for showing why', (t) => {
  const found = plan(CAS, [recordAt(12), recordAt(12)], { sent: 11, length: 0 });
  t.deepEqual(found.outcome, FAILED);
});

test('a read proposes again what it found, unless a majority agrees', (t) => {
  t.deepEqual(plan(READ, [recordAt(9), recordAt(9)]).record, undefined);
  t.like(plan(READ, [recordAt(9), recordAt(3)]), {
    record: { value: 'v9', version: BALLOT },
    outcome: { kind: 'ok', value: 'v9' },
  });
  t.deepEqual(plan(READ, [undefined, undefined]).outcome, { kind: 'failed', reason: 'not-found' });
});

const CONDITIONS: readonly (readonly [Operation, held: string | null, reason: string | undefined])[] = [
  [CREATE, null, undefined],
  [CREATE, 'a', 'exists'],
  [{ kind: 'update', key: SOME_KEY, value: 'new' }, null, 'not-found'],
  [{ kind: 'update', key: SOME_KEY, value: 'new' }, 'a', undefined],
  [{ kind: 'delete', key: SOME_KEY }, null, 'not-found'],
  [{ kind: 'delete', key: SOME_KEY }, 'a', undefined],
  [{ kind: 'put', key: SOME_KEY, value: 'new' }, null, undefined],
  [{ kind: 'cas', key: SOME_KEY, expected: null, value: 'new' }, null, undefined],
  [{ kind: 'cas', key: SOME_KEY, expected: 'a', value: null }, 'a', undefined],
];

for (const [operation, held, reason] of CONDITIONS) {
  test(`${operation.kind} over ${held ?? 'a tombstone'} is ${reason ?? 'done'}: ${JSON.stringify(operation)}`, (t) => {
    const { outcome } = plan(operation, [recordAt(3, held), recordAt(3, held)]);
    t.is(outcome.kind === 'ok' ? undefined : outcome.reason, reason as never);
  });
}
