import test from 'ava';
import type { JudgedRun } from '../../src/explore/judge.ts';
import { fingerprint, Judge, judge } from '../../src/explore/judge.ts';
import type { Expectation } from '../../src/scenario/expectation.ts';
import type { RareEvent } from '../../src/trace/event.ts';
import { asked, decided, judged, replied, written } from '../check/trace/told-operations.ts';
import { agreed, surveyed } from '../check/trace/told-surveys.ts';
import { all, drill } from './drills.ts';

const kept = [...written(0, 'put a', '5@n1'), ...agreed('a 5@n1')];
const lost = [...written(0, 'put a', '5@n1'), surveyed(1, [])];
const ALWAYS = ['one-outcome', 'unique-versions', 'no-fabricated-value', 'quorum-arithmetic'];

function run(expectations: readonly Expectation[], events: readonly RareEvent[]): JudgedRun {
  return judge(drill({ expectations }), events);
}

test('what every run must keep is judged without being claimed, once', (t) => {
  t.deepEqual(
    run([], kept).rows.map(({ checker }) => checker),
    ALWAYS,
  );
  const claimed = run(all('unique-versions', 'convergence'), kept).rows;
  t.deepEqual(
    claimed.map(({ checker }) => checker),
    ['unique-versions', 'convergence', 'one-outcome', 'no-fabricated-value', 'quorum-arithmetic'],
  );
});

test('copies are counted only where somebody looked at them', (t) => {
  const seenIn = (events: readonly RareEvent[]) => run(all('no-fabricated-value'), events).rows[0]?.seen;
  t.is(seenIn(kept), '1 operations, 3 copies');
  t.is(seenIn(written(0, 'put a', '5@n1')), '1 operations');
});

test('a run meets its claims when every checker says what is wanted', (t) => {
  const { met, rows } = run(all('acknowledged-writes', 'convergence', 'exact-replicas'), kept);
  t.is(met, 'yes');
  t.true(rows.every((row) => row.met && row.witness === undefined && row.seen !== ''));
});

test('a broken claim comes with its witness', (t) => {
  const { met, rows } = run(all('acknowledged-writes'), lost);
  t.is(met, 'no');
  t.like(rows[0], {
    checker: 'acknowledged-writes',
    verdict: 'broken',
    met: false,
    seen: '1 acknowledged write',
  });
  t.is(rows[0]?.witness?.kind, 'lost');
});

test('a scenario may claim that something breaks', (t) => {
  const claim = [{ checker: 'acknowledged-writes', wanted: 'broken' }] as const;
  t.is(run(claim, lost).met, 'yes');
  t.is(run(claim, kept).met, 'no');
});

test('nothing against it, but not everything told: undecided', (t) => {
  const { met, rows } = run(all('no-resurrection'), kept);
  t.is(met, 'undecided');
  t.like(rows[0], { verdict: 'undecided', met: false, seen: 'no key was deleted for good' });
});

test('a broken claim outweighs an undecided one', (t) => {
  t.is(run(all('no-resurrection', 'acknowledged-writes'), lost).met, 'no');
});

const stale = [
  ...written(0, 'put a', '5@n1'),
  ...[asked(1, 'read'), judged(1, 'read', 1, undefined, false), judged(1, 'read', 2, undefined, false)],
  ...[decided(1, 'read', undefined, { success: false }), replied(1, 'failed not-found')],
  ...agreed('a 5@n1'),
];

test('a register is judged by the model that is wanted', (t) => {
  for (const wanted of ['linearizable', 'holds', 'regular']) {
    const { rows, met } = run([{ checker: 'register', wanted }], stale);
    t.is(met, 'no', wanted);
    t.is(rows[0]?.witness?.events.length, 4, 'the write and the read, begun and ended');
  }
  for (const wanted of ['broken', 'k-atomic', 'monotonic-reads', 'read-your-writes'])
    t.is(run([{ checker: 'register', wanted }], stale).met, 'yes', wanted);
  t.is(run([{ checker: 'register', wanted: 'sequential' }], stale).met, 'undecided');
  t.is(run([{ checker: 'register', wanted: 'linearizable' }], []).met, 'undecided');
});

test('failures that are alike have one name, whatever the tick, key or node', (t) => {
  const other = lost.map(
    (event): RareEvent => JSON.parse(JSON.stringify(event).replaceAll('"key":"k"', '"key":"z7"')),
  );
  const names = [lost, other].map((events) => {
    const row = run(all('acknowledged-writes'), events).rows[0];
    return row === undefined ? '' : fingerprint(row);
  });
  t.deepEqual(names, ['acknowledged-writes: lost', 'acknowledged-writes: lost']);
  const undecided = run(all('no-resurrection'), kept).rows[0];
  t.is(undecided === undefined ? '' : fingerprint(undecided), 'no-resurrection: undecided');
});

test('the judge hands on what clients saw', (t) => {
  const of = new Judge(drill());
  const lines = kept.flatMap((event) => of.add(event) ?? []);
  t.deepEqual(
    lines.map(({ type }) => type),
    ['invoke', 'ok'],
  );
  t.is(of.history().size, 1);
});
