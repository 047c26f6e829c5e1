import test from 'ava';
import { smallestAtomicity } from '../../../src/check/consistency/atomicity.ts';
import { checkConvergent } from '../../../src/check/consistency/convergent.ts';
import type { KeyHistory } from '../../../src/check/consistency/key-history.ts';
import { keyHistory } from '../../../src/check/consistency/key-history.ts';
import { checkSession } from '../../../src/check/consistency/session.ts';
import type { ConsistencyModel } from '../../../src/check/consistency/strongest.ts';
import { consistencyByKey } from '../../../src/check/consistency/strongest.ts';
import type { History } from '../../../src/check/history/history.ts';
import { partitionByKey } from '../../../src/check/history/partition.ts';
import { readHistory } from '../../../src/check/history/read.ts';
import { defaultBudget } from '../../../src/check/linearizable/turns.ts';
import { sayAll } from '../say.ts';
import { drawFrom, drawHistory } from '../small-history.ts';

const all: readonly ConsistencyModel[] = [
  'linearizable',
  'regular',
  'k-atomic',
  'monotonic reads and read your writes',
  'monotonic reads',
  'read your writes',
  'convergent',
];
const sessions: readonly ConsistencyModel[] = [
  'monotonic reads and read your writes',
  'monotonic reads',
  'read your writes',
];

interface Row {
  readonly claim: string;
  readonly lines: readonly string[];
  readonly held: readonly ConsistencyModel[];
  readonly k?: number;
}

const rows: readonly Row[] = [
  { claim: 'one copy holds everything', lines: ['a w1 ok', 'b r ok 1', 'c r ok 1'], held: all, k: 1 },
  {
    claim: 'new, then old, to two readers during one write is regular and not linearizable',
    lines: ['a w1', 'b r ok 1', 'c r ok 0', 'a ok', 'b r ok 1', 'c r ok 1'],
    held: ['regular', 'k-atomic', ...sessions, 'convergent'],
    k: 2,
  },
  {
    claim: 'the same to one reader is regular without monotonic reads',
    lines: ['a w1', 'b r ok 1', 'b r ok 0', 'a ok', 'b r ok 1', 'c r ok 1'],
    held: ['regular', 'k-atomic', 'read your writes', 'convergent'],
    k: 2,
  },
  {
    claim: 'a stale read after the write is 2-atomic and not regular',
    lines: ['a w1 ok', 'b r ok 0', 'b r ok 1', 'c r ok 1'],
    held: ['k-atomic', ...sessions, 'convergent'],
    k: 2,
  },
  {
    claim: 'a read two writes old is 3-atomic',
    lines: ['a w1 ok', 'a w2 ok', 'b r ok 0', 'b r ok 2', 'c r ok 2'],
    held: ['k-atomic', ...sessions, 'convergent'],
    k: 3,
  },
  {
    claim: 'a read three writes old is beyond the bound',
    lines: ['a w1 ok', 'a w2 ok', 'a w3 ok', 'b r ok 0', 'b r ok 3', 'c r ok 3'],
    held: [...sessions, 'convergent'],
  },
  {
    claim: 'a writer that does not see its own write has monotonic reads only',
    lines: ['a w1 ok', 'a w2 ok', 'a w3 ok', 'a r ok 0', 'a r ok 3', 'b r ok 3'],
    held: ['monotonic reads', 'convergent'],
  },
  {
    claim: 'a reader that goes back has read your writes only',
    lines: ['a w1 ok', 'a w2 ok', 'a w3 ok', 'b r ok 3', 'b r ok 0', 'a r ok 3', 'b r ok 3'],
    held: ['read your writes', 'convergent'],
  },
  {
    claim: 'readers that never agree do not converge',
    lines: ['a w1 ok', 'a w2 ok', 'a w3 ok', 'b r ok 0', 'c r ok 3'],
    held: sessions,
  },
  { claim: 'a value from nowhere leaves nothing', lines: ['a w1 ok', 'b r ok 7', 'c r ok 1'], held: [] },
];
for (const { claim, lines, held, k } of rows) {
  test(`${claim}: just the models that say so held`, (t) => {
    const found = consistencyByKey(readHistory(sayAll(...lines)), { initial: 0 })[0];
    t.deepEqual(found?.held, held);
    t.is(found?.strongest, held[0] ?? 'none');
    t.deepEqual(found?.atomicity, k === undefined ? { kind: 'above', most: 3 } : { kind: 'atomic', k });
  });
}

test('two readers that see two writes in opposite orders break monotonic reads, shown by the six operations', (t) => {
  const lines = sayAll('a w1', 'b w2', 'c r ok 1', 'd r ok 2', 'c r ok 2', 'd r ok 1', 'a ok', 'b ok');
  const of = onlyKey(readHistory(lines));
  if (of === undefined) return t.fail('no register');
  const verdict = checkSession(of, { monotonicReads: true, readYourWrites: false, writesShow: 'once' });
  if (verdict.kind !== 'broken') return t.fail(verdict.kind);
  t.is(verdict.witness.operations.length, 6);
});

test('the order of writes that did not overlap counts for what a process may see next', (t) => {
  const lines = sayAll('a w1 ok', 'b w2 ok', 'c r ok 2', 'c r ok 1');
  const of = onlyKey(readHistory(lines));
  if (of === undefined) return t.fail('no register');
  t.is(checkSession(of, { monotonicReads: true, readYourWrites: true, writesShow: 'once' }).kind, 'broken');
});

test('a write repeated above a rival may show twice until it is acknowledged, and only then', (t) => {
  const promise = { monotonicReads: true, readYourWrites: true } as const;
  const before = onlyKey(
    readHistory(sayAll('a w1', 'b w2', 'c r ok 1', 'b ok', 'c r ok 2', 'a ok', 'c r ok 1')),
  );
  const after = onlyKey(readHistory(sayAll('a w1 ok', 'b w2 ok', 'c r ok 1', 'c r ok 2', 'c r ok 1')));
  if (before === undefined || after === undefined) return t.fail('no register');
  t.is(checkSession(before, { ...promise, writesShow: 'once' }).kind, 'broken');
  t.is(checkSession(before, { ...promise, writesShow: 'until-acknowledged' }).kind, 'holds');
  t.is(checkSession(after, { ...promise, writesShow: 'until-acknowledged' }).kind, 'broken');
});

test('convergence is undecided when nobody reads in the end', (t) => {
  const of = onlyKey(readHistory(sayAll('b r ok 0', 'a w1 ok')));
  if (of === undefined) return t.fail('no register');
  t.is(checkConvergent(of).kind, 'undecided');
  t.is(checkConvergent(of, 0).kind, 'undecided');
});

test('a key with values written twice, or with other operations, is not judged', (t) => {
  t.is(consistencyByKey(readHistory(sayAll('a w1 ok', 'a w1 ok')))[0], undefined);
  t.is(
    consistencyByKey(readHistory('{"type":"invoke","process":0,"operation":"cas","value":[0,1]}'))[0],
    undefined,
  );
});

test('what is linearizable is regular, 1-atomic, monotonic and reads its writes, on 2 000 random histories', (t) => {
  let linearizable = 0;
  for (let seed = 0; seed < 2_000; seed++) {
    const history = drawHistory(drawFrom(seed), 'unique register');
    const of = onlyKey(history);
    if (of === undefined) return t.fail(`seed ${seed}: no register`);
    const held: readonly ConsistencyModel[] = consistencyByKey(history, { initial: 0 })[0]?.held ?? [];
    const atomic = smallestAtomicity(of, 1, 1, defaultBudget).kind === 'atomic';
    if (atomic !== held.includes('linearizable')) return t.fail(`seed ${seed}: ${held.join(', ')}`);
    if (!atomic) continue;
    linearizable++;
    const missing = all.slice(0, 6).filter((model) => !held.includes(model));
    if (missing.length > 0) return t.fail(`seed ${seed}: not ${missing.join(', ')}`);
  }
  t.true(linearizable > 300, `${linearizable}`);
});

function onlyKey(history: History): KeyHistory | undefined {
  return keyHistory(history, partitionByKey(history), 0, 0);
}
