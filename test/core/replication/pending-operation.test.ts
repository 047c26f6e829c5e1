import test from 'ava';
import type { NodeId } from '../../../src/core/ids.ts';
import { nodeId, requestId } from '../../../src/core/ids.ts';
import type { Operation, Outcome } from '../../../src/core/operation.ts';
import { PendingOperation } from '../../../src/core/replication/pending-operation.ts';
import { tick } from '../../../src/core/time.ts';
import { recordAt, SOME_KEY } from './records.ts';

type Answer = 'ok' | 'absent' | 'exists' | 'superseded' | 'lost' | 'silent';

/** All that a coordinator counts answers for; a compare-and-set goes through the register. */
type Counted = Exclude<Operation['kind'], 'cas'>;

const OPERATIONS: Readonly<Record<Counted, Operation>> = {
  create: { kind: 'create', key: SOME_KEY, value: 'new' },
  read: { kind: 'read', key: SOME_KEY },
  update: { kind: 'update', key: SOME_KEY, value: 'new' },
  put: { kind: 'put', key: SOME_KEY, value: 'new' },
  delete: { kind: 'delete', key: SOME_KEY },
};

function pendingWith(kind: Counted, answers: readonly Answer[]): PendingOperation {
  const replicas: readonly NodeId[] = answers.map((_, i) => nodeId(i + 1));
  const pending = new PendingOperation({
    request: requestId(0),
    operation: OPERATIONS[kind],
    deadline: tick(30),
    replicas,
    meant: {},
    needed: 2,
    record: recordAt(1),
    repeated: false,
  });
  answers.forEach((answer, i) => {
    const from = nodeId(i + 1);
    if (answer === 'lost') pending.lose(from);
    else if (answer === 'ok') pending.take({ from, record: recordAt(1), success: true });
    else if (answer !== 'silent') pending.take({ from, record: undefined, success: false, refusal: answer });
  });
  return pending;
}

const FAILURES: readonly (readonly [kind: Counted, answers: readonly Answer[], outcome: string])[] = [
  ['create', ['silent', 'silent', 'silent'], 'unknown: timeout'],
  ['create', ['lost', 'lost', 'lost'], 'unknown: timeout'],
  ['create', ['ok', 'silent', 'silent'], 'unknown: partial-write'],
  ['create', ['ok', 'exists', 'exists'], 'unknown: partial-write'],
  ['create', ['exists', 'exists', 'silent'], 'unknown: timeout'],
  ['create', ['exists', 'exists', 'lost'], 'unknown: timeout'],
  ['create', ['exists', 'exists', 'exists'], 'failed: exists'],
  ['create', ['superseded', 'superseded', 'superseded'], 'failed: unavailable'],
  ['update', ['ok', 'absent', 'absent'], 'unknown: partial-write'],
  ['update', ['absent', 'absent', 'absent'], 'failed: not-found'],
  ['update', ['absent', 'absent', 'silent'], 'unknown: timeout'],
  ['update', ['superseded', 'absent', 'lost'], 'unknown: timeout'],
  ['delete', ['absent', 'absent'], 'failed: not-found'],
  ['delete', ['ok', 'lost', 'lost'], 'unknown: partial-write'],
  ['delete', ['absent', 'lost', 'lost'], 'unknown: timeout'],
  ['read', ['silent', 'silent', 'silent'], 'failed: unavailable'],
  ['read', ['ok', 'lost', 'lost'], 'failed: unavailable'],
  ['read', ['absent', 'absent', 'ok'], 'failed: not-found'],
  ['read', ['absent', 'absent', 'silent'], 'failed: not-found'],
  ['read', ['absent', 'lost', 'lost'], 'failed: unavailable'],
  ['read', ['ok', 'absent', 'lost'], 'failed: unavailable'],
  ['read', ['ok', 'absent', 'silent'], 'failed: unavailable'],
  ['read', ['ok', 'ok', 'absent'], 'failed: unavailable'],
];

for (const [kind, answers, expected] of FAILURES) {
  test(`a ${kind} whose replicas say ${answers.join(', ')} ends ${expected}`, (t) => {
    const outcome: Outcome = pendingWith(kind, answers).failure();
    t.is(outcome.kind === 'ok' ? 'ok' : `${outcome.kind}: ${outcome.reason}`, expected);
  });
}

test('an answer counts once, and only from a replica that was asked and is not given up', (t) => {
  const pending = pendingWith('create', ['ok', 'lost', 'silent']);
  const again = (from: number) => pending.take({ from: nodeId(from), record: undefined, success: true });
  t.deepEqual([1, 2, 7].map(again), [false, false, false]);
  t.false(pending.lose(nodeId(1)));
  t.is(pending.decide(), 'waiting');
  t.false(pending.complete);
  t.true(again(3));
  t.is(pending.decide(), 'met');
  t.true(pending.complete);
});
