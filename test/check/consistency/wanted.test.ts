import test from 'ava';
import type { WantedModel } from '../../../src/check/consistency/wanted.ts';
import { checkWanted, WANTED_MODELS } from '../../../src/check/consistency/wanted.ts';
import { readHistory } from '../../../src/check/history/read.ts';
import { sayAll } from '../say.ts';

const cases: readonly { claim: string; lines: readonly string[]; keeps: readonly WantedModel[] }[] = [
  {
    claim: 'a register',
    lines: ['a w1 ok', 'b r ok 1', 'c r ok 1'],
    keeps: WANTED_MODELS,
  },
  {
    claim: 'new, then old, while the write is under way',
    lines: ['a w1', 'b r ok 1', 'b r ok 0', 'a ok', 'b r ok 1', 'c r ok 1'],
    keeps: ['regular', 'k-atomic', 'monotonic-reads', 'read-your-writes', 'convergent'],
  },
  {
    claim: 'a reader that goes back after the write was acknowledged',
    lines: ['a w1 ok', 'b r ok 1', 'b r ok 0', 'b r ok 1', 'c r ok 1'],
    keeps: ['k-atomic', 'read-your-writes', 'convergent'],
  },
  {
    claim: 'a writer that does not see what it wrote',
    lines: ['a w1 ok', 'a r ok 0', 'b r ok 1', 'a r ok 1'],
    keeps: ['k-atomic', 'monotonic-reads', 'convergent'],
  },
  {
    claim: 'a value four writes old',
    lines: ['a w1 ok', 'a w2 ok', 'a w3 ok', 'a w4 ok', 'b r ok 1', 'c r ok 1'],
    keeps: ['monotonic-reads', 'read-your-writes', 'convergent'],
  },
  {
    claim: 'readers that never agree',
    lines: ['a w1 ok', 'a w2 ok', 'b r ok 1', 'c r ok 2'],
    keeps: ['k-atomic', 'monotonic-reads', 'read-your-writes'],
  },
];
for (const { claim, lines, keeps } of cases) {
  test(`each model by its word: ${claim}`, (t) => {
    const history = readHistory(sayAll(...lines));
    const kept = WANTED_MODELS.filter(
      (model) => checkWanted(history, model, { initial: 0 }).kind === 'holds',
    );
    t.deepEqual(kept, keeps);
  });
}

test('what is broken shows operations that contradict each other', (t) => {
  const history = readHistory(
    sayAll('a w1 ok', 'a w2 ok', 'a w3 ok', 'a w4 ok', 'b r ok 1', 'b r ok 4', 'b r ok 1'),
  );
  for (const model of ['linearizable', 'regular', 'k-atomic', 'monotonic-reads'] as const) {
    const verdict = checkWanted(history, model, { initial: 0 });
    t.is(verdict.kind, 'broken', model);
    if (verdict.kind === 'broken') t.true(verdict.witness.operations.length >= 2);
  }
});

test('sessions are judged by the history that joins them', (t) => {
  const apart = readHistory(sayAll('a w1 ok', 'b r ok 1', 'c r ok 0'));
  const joined = readHistory(sayAll('a w1 ok', 'b r ok 1', 'b r ok 0'));
  t.is(checkWanted(apart, 'monotonic-reads', { initial: 0 }).kind, 'holds');
  t.is(checkWanted(apart, 'monotonic-reads', { initial: 0, sessions: joined }).kind, 'broken');
});

test('keys that come and go have no sessions to speak of', (t) => {
  const history = readHistory('{"type":"invoke","process":1,"operation":"create","key":"x","value":1}');
  for (const model of WANTED_MODELS)
    t.is(checkWanted(history, model).kind, model === 'linearizable' ? 'holds' : 'undecided', model);
});
