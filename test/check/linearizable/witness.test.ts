import test from 'ava';
import type { HistoryEvent } from '../../../src/check/history/event.ts';
import type { History, Operation } from '../../../src/check/history/history.ts';
import { readHistory } from '../../../src/check/history/read.ts';
import { checkLinearizable, searchLinearizable } from '../../../src/check/linearizable/check.ts';
import { defaultBudget } from '../../../src/check/linearizable/turns.ts';
import { register } from '../../../src/check/model/register.ts';
import { historyOfLoad } from '../../bench/check-load.ts';
import { bruteForce } from '../brute-force.ts';
import { say, sayAll } from '../say.ts';
import type { Kind } from '../small-history.ts';
import { drawFrom, drawHistory, historyOf } from '../small-history.ts';

test('R + W > N alone is not linearizable: a read sees the write under way, a later one does not', (t) => {
  // N = 3, R = W = 2. write(1) has reached n1 only; read of {n1, n2} takes the newer, read of {n2, n3} finds the old.
  const underWay = readHistory(`
    {"type":"invoke","process":0,"operation":"write","value":1}
    {"type":"invoke","process":1,"operation":"read"}
    {"type":"ok","process":1,"operation":"read","value":1}
    {"type":"invoke","process":2,"operation":"read"}
    {"type":"ok","process":2,"operation":"read","value":0}
    {"type":"ok","process":0,"operation":"write"}`);
  const forEver = readHistory(`
    {"type":"invoke","process":0,"operation":"write","value":1}
    {"type":"info","process":0,"operation":"write"}
    {"type":"invoke","process":1,"operation":"read"}
    {"type":"ok","process":1,"operation":"read","value":1}
    {"type":"invoke","process":2,"operation":"read"}
    {"type":"ok","process":2,"operation":"read","value":0}`);
  for (const history of [underWay, forEver]) {
    const verdicts = [
      checkLinearizable(history, { initial: 0 }),
      searchLinearizable(history, register(0), defaultBudget),
    ];
    for (const verdict of verdicts) {
      if (verdict.kind !== 'broken') return t.fail(verdict.kind);
      t.deepEqual(verdict.witness.operations.map(nameOf), ['write 1', 'read 1', 'read 0']);
    }
  }
});

const tables: readonly { claim: string; lines: string; witness: readonly string[] }[] = [
  {
    claim: 'a read after a write that returned must not see the value before',
    lines: sayAll('a w1 ok', 'b r ok 0'),
    witness: ['write 1', 'read 0'],
  },
  { claim: 'a value comes from somewhere', lines: sayAll('a w1 ok', 'b r ok 9'), witness: ['read 9'] },
  {
    claim: 'a failed write is never seen',
    lines: sayAll('a w1 fail', 'b r ok 1'),
    witness: ['write 1', 'read 1'],
  },
  {
    claim: 'a read does not see a write of the future',
    lines: sayAll('b r ok 1', 'a w1 ok'),
    witness: ['read 1', 'write 1'],
  },
  {
    claim: 'an overwritten value does not come back',
    lines: sayAll('a w1 ok', 'a w2 ok', 'b r ok 1'),
    witness: ['write 1', 'write 2', 'read 1'],
  },
  {
    claim: 'two values do not take turns',
    lines: sayAll('a w1', 'b w2', 'c r ok 1', 'd r ok 2', 'c r ok 1', 'd r ok 2', 'a ok', 'b ok'),
    witness: ['write 1', 'write 2', 'read 2', 'read 1', 'read 2'],
  },
];
for (const { claim, lines, witness } of tables) {
  test(`${claim}: the witness shows no more than that`, (t) => {
    const verdict = checkLinearizable(readHistory(lines), { initial: 0 });
    if (verdict.kind !== 'broken') return t.fail(verdict.kind);
    t.deepEqual(verdict.witness.operations.map(nameOf), witness);
  });
}

test('a stale read among 3 000 operations of 20 clients is shown by at most four of them', (t) => {
  const history = historyOfLoad(
    { operations: 3_000, clients: 20, keys: 2, kind: 'register', staleAt: 2_000 },
    7,
  );
  const verdicts = [checkLinearizable(history), searchLinearizable(history, register(null), defaultBudget)];
  for (const verdict of verdicts) {
    if (verdict.kind !== 'broken') return t.fail(verdict.kind);
    t.true(verdict.witness.operations.length <= 4, `${verdict.witness.operations.length}`);
  }
});

const kinds: readonly Kind[] = ['unique register', 'register', 'cas register', 'store'];
for (const kind of kinds) {
  test(`a witness taken alone is not linearizable either: ${kind}`, (t) => {
    const first = kind === 'store' ? undefined : 0;
    let longest = 0;
    for (let seed = 0; seed < 1_000; seed++) {
      const verdict = checkLinearizable(drawHistory(drawFrom(seed), kind), { initial: 0 });
      if (verdict.kind !== 'broken') continue;
      const { operations } = verdict.witness;
      longest = Math.max(longest, operations.length);
      if (bruteForce(aloneWith(operations), first)) return t.fail(`seed ${seed}: ${say(operations)}`);
    }
    t.true(longest >= 3 && longest <= 8, `longest witness: ${longest}`);
  });
}

test('what the search had put in order before it gave up is told', (t) => {
  const lines = sayAll('a w1 ok', 'a w1 ok', 'a w2 ok', 'b r ok 2', 'b r ok 1');
  const verdict = checkLinearizable(readHistory(lines), { initial: 0 });
  if (verdict.kind !== 'broken') return t.fail(verdict.kind);
  t.deepEqual(verdict.witness.longest?.map(nameOf), ['write 1', 'write 1', 'write 2', 'read 2']);
});

test('a budget that is too small leaves the verdict undecided', (t) => {
  const history = historyOfLoad({ operations: 400, clients: 20, keys: 1, kind: 'store' }, 3);
  t.is(checkLinearizable(history, { budget: { steps: 100, words: 1 << 20 } }).kind, 'undecided');
  t.is(checkLinearizable(history, { budget: { steps: 1 << 30, words: 100 } }).kind, 'undecided');
  t.is(checkLinearizable(history).kind, 'holds');
});

function nameOf(operation: Operation): string {
  return `${operation.verb} ${operation.observed ?? operation.written}`;
}

/** The operations as a history of their own, each by its own process. */
function aloneWith(operations: readonly Operation[]): History {
  const events: { at: number; event: HistoryEvent }[] = [];
  for (const operation of operations) {
    const { id: process, verb, written, observed, call, outcome } = operation;
    const value = verb === 'cas' ? [observed ?? null, written ?? null] : written;
    events.push({
      at: call,
      event: { type: 'invoke', process, operation: verb, ...(value === undefined ? {} : { value }) },
    });
    if (outcome === 'unknown') continue;
    const end = { type: outcome === 'ok' ? 'ok' : 'fail', process, operation: verb } as const;
    events.push({
      at: operation.return ?? 0,
      event: observed === undefined ? end : { ...end, value: observed },
    });
  }
  return historyOf(events.sort((a, b) => a.at - b.at).map(({ event }) => event));
}
