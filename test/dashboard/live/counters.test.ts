import test from 'ava';
import type { Counters } from '../../../src/dashboard/live/counters.ts';
import { ratesOf, readCounters } from '../../../src/dashboard/live/counters.ts';
import { remember } from '../../../src/dashboard/live/history.ts';
import { RequestCounts } from '../../../src/live/request-counts.ts';

/** What a node tells after so many reads of 0.7 ms and writes of 30 ms. */
function told(reads: number, writes: number): Counters {
  const counts = new RequestCounts();
  for (let nth = 0; nth < reads; nth += 1) counts.add('GET', 200, 0.0007);
  for (let nth = 0; nth < writes; nth += 1) counts.add('PUT', 200, 0.03);
  return readCounters(`# HELP orrery_keys Keys.\norrery_keys 7\n\n${counts.text()}`);
}

test('rates and latencies are those of what happened between two looks', (t) => {
  const after = told(110, 20);
  t.like(after, { keys: 7, reads: 110, writes: 20 });
  t.deepEqual(ratesOf(told(10, 20), after, 2), { reads: 50, writes: 0, half: 1, most: 1 });
  t.deepEqual(ratesOf(told(100, 0), after, 0.5), { reads: 20, writes: 40, half: 50, most: 50 });
});

test('nothing is known of a node that was started again, and no latency where nothing was asked', (t) => {
  t.is(ratesOf(told(10, 0), told(3, 0), 1), undefined);
  t.deepEqual(ratesOf(told(3, 1), told(3, 1), 1), { reads: 0, writes: 0, half: null, most: null });
});

test('a chart keeps the sum of all nodes, the slowest one, and no more than it can show', (t) => {
  const rates = (reads: number, half: number | null) => ({
    keys: 0,
    rates: { reads, writes: 1, half, most: half },
  });
  const measured = new Map([
    ['a', rates(2, null)],
    ['b', rates(3, 5)],
  ]);
  t.deepEqual(remember([], 1, measured), [{ at: 1, reads: 5, writes: 2, half: 5, most: 5 }]);
  t.deepEqual(remember([], 1, new Map([['a', { keys: 0, rates: undefined }]])), []);
  let moments = remember([], 0, measured);
  for (let at = 1; at < 1_000; at += 1) moments = remember(moments, at, measured);
  t.is(moments.length, 240);
});
