import test from 'ava';
import type { HistoryEvent } from '../../../src/check/history/event.ts';
import { readHistory } from '../../../src/check/history/read.ts';
import { checkNoFabricatedValue } from '../../../src/check/laws/no-fabricated-value.ts';
import { checkOneOutcome } from '../../../src/check/laws/one-outcome.ts';
import { sayAll } from '../say.ts';

const values: readonly { claim: string; lines: readonly string[]; kind: 'holds' | 'broken' }[] = [
  { claim: 'the first value may be read', lines: ['a r ok 0'], kind: 'holds' },
  {
    claim: 'a value that was written may be read, however stale',
    lines: ['a w1 ok', 'a w2 ok', 'b r ok 1'],
    kind: 'holds',
  },
  { claim: 'a value of an unknown write may be read', lines: ['a w1 info', 'b r ok 1'], kind: 'holds' },
  { claim: 'a value under way may be read', lines: ['a w1', 'b r ok 1', 'a ok'], kind: 'holds' },
  { claim: 'a value that nobody wrote may not', lines: ['a w1 ok', 'b r ok 2'], kind: 'broken' },
  { claim: 'a value of a failed write may not', lines: ['a w1 fail', 'b r ok 1'], kind: 'broken' },
  {
    claim: 'a value that is written only afterwards may not',
    lines: ['b r ok 1', 'a w1 ok'],
    kind: 'broken',
  },
];
for (const { claim, lines, kind } of values) {
  test(`no fabricated value: ${claim}`, (t) => {
    t.is(checkNoFabricatedValue(readHistory(sayAll(...lines)), 0).kind, kind);
  });
}

test('no fabricated value: a value written under another key may not be read', (t) => {
  const text = (key: string) => `{"type":"invoke","process":0,"operation":"put","key":"x","value":1}
{"type":"ok","process":0}
{"type":"invoke","process":0,"operation":"get","key":"${key}"}
{"type":"ok","process":0,"value":1}`;
  t.is(checkNoFabricatedValue(readHistory(text('x'))).kind, 'holds');
  t.is(checkNoFabricatedValue(readHistory(text('y'))).kind, 'broken');
});

const event = (type: HistoryEvent['type'], process: number, key = 'x'): HistoryEvent => ({
  type,
  process,
  key,
  operation: 'get',
});
const outcomes: readonly {
  claim: string;
  events: readonly HistoryEvent[];
  at: readonly number[] | undefined;
}[] = [
  { claim: 'none is fine', events: [event('invoke', 0)], at: undefined },
  {
    claim: 'one each is fine',
    events: [event('invoke', 0), event('invoke', 1), event('fail', 1), event('ok', 0), event('invoke', 1)],
    at: undefined,
  },
  { claim: 'two are not', events: [event('invoke', 0), event('ok', 0), event('fail', 0)], at: [1, 2] },
  { claim: 'one of nothing is not', events: [event('ok', 0)], at: [0] },
  { claim: 'none before the next is not', events: [event('invoke', 0), event('invoke', 0)], at: [0, 1] },
  {
    claim: 'anything after info is not',
    events: [event('invoke', 0), event('info', 0), event('invoke', 0)],
    at: [1, 2],
  },
  { claim: 'one of another key is not', events: [event('invoke', 0), event('ok', 0, 'y')], at: [0, 1] },
];
for (const { claim, events, at } of outcomes) {
  test(`outcomes of an operation: ${claim}`, (t) => {
    const verdict = checkOneOutcome(events);
    t.is(verdict.kind, at === undefined ? 'holds' : 'broken');
    if (verdict.kind === 'broken')
      t.deepEqual(
        verdict.witness.events.map((found) => found.at),
        at,
      );
  });
}
