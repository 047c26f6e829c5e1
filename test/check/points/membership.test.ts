import test from 'ava';
import { failure, joining, membershipLog, removal } from './made-logs.ts';
import type { Fault } from './planted-faults.ts';
import { assertLost, atEnd, before, change, grade, twice, without } from './planted-faults.ts';

const SINGLE = membershipLog(10, [7]);
const MULTI = membershipLog(10, [3, 4, 5, 6, 7]);
const REMOVED = '4.0.0.0:0 [121] Node 7.0.0.0:0 removed';

test('a group that sees every join and every failure earns all points', (t) => {
  for (const [table, points] of [
    [grade('single-failure', SINGLE), [10, 10, 10]],
    [grade('multi-failure', MULTI), [10, 10, 10]],
    [grade('lossy-single-failure', SINGLE), [15, 15]],
  ] as const) {
    t.deepEqual(
      table.rows.map(({ earned }) => earned),
      [...points],
    );
    t.is(table.total, 30);
    t.is(table.earned, 30);
    t.is(table.gradable, 30);
  }
});

const [JOIN, COMPLETENESS, ACCURACY] = [0, 1, 2];

const FAULTS: readonly (readonly [string, Fault, readonly number[], string])[] = [
  ['a join is missing', without('Node 7.0.0.0:0 joined', 2), [JOIN], '3.0.0.0:0 never saw 7.0.0.0:0 join'],
  ['a removal is missing', without(REMOVED), [COMPLETENESS], '4.0.0.0:0 never removed 7.0.0.0:0'],
  ['a removal is logged twice', twice(REMOVED), [COMPLETENESS], '4.0.0.0:0 removed more than once 7.0.0.0:0'],
  [
    'a removal is late',
    change(REMOVED, '121', '126'),
    [COMPLETENESS],
    '4.0.0.0:0 was late to remove 7.0.0.0:0',
  ],
  [
    'the failed node is taken back',
    atEnd(joining(4, 7, 130)),
    [COMPLETENESS],
    '4.0.0.0:0 took back 7.0.0.0:0',
  ],
  ['a live node is removed', atEnd(removal(4, 5, 200)), [ACCURACY], '4.0.0.0:0 removed 5.0.0.0:0 at 200'],
  [
    'the failed node is removed before it failed',
    before('Node failed', removal(4, 7, 90)),
    [ACCURACY],
    '4.0.0.0:0 removed 7.0.0.0:0 at 90',
  ],
  ['the failed node speaks', atEnd(removal(7, 4, 121)), [ACCURACY], '7.0.0.0:0 removed 4.0.0.0:0 at 121'],
  ['a stranger is removed', atEnd(removal(4, 11, 121)), [ACCURACY], '4.0.0.0:0 removed 11.0.0.0:0 at 121'],
];

for (const [what, fault, lost, seen] of FAULTS) {
  test(`when ${what}, only that claim loses its points and says why`, (t) => {
    const table = grade('single-failure', fault(SINGLE));
    assertLost(t, table, lost);
    t.deepEqual(
      lost.map((row) => table.rows[row]?.seen),
      [seen],
    );
  });
}

test('25 ticks after the failure is still in time', (t) => {
  assertLost(t, grade('single-failure', change(REMOVED, '121', '125')(SINGLE)), []);
});

test('above 25 nodes the news may take ⌈log₂ N⌉ ticks more', (t) => {
  const log = membershipLog(26, [7]);
  assertLost(t, grade('single-failure', change(REMOVED, '121', '130')(log)), []);
  assertLost(t, grade('single-failure', change(REMOVED, '121', '131')(log)), [COMPLETENESS]);
});

const ASTRAY: readonly (readonly [string, Fault, string])[] = [
  ['nobody fails', without('Node failed'), '0 nodes failed at 100 instead of 1'],
  ['one node too many fails', before('Node failed', failure(2, 100)), '2 nodes failed at 100 instead of 1'],
  ['the failure comes later', change('Node failed', '100', '101'), '7.0.0.0:0 failed at 101, not at 100'],
];

for (const [what, fault, seen] of ASTRAY) {
  test(`when ${what}, neither completeness nor accuracy is earned`, (t) => {
    const table = grade('single-failure', fault(SINGLE));
    assertLost(t, table, [COMPLETENESS, ACCURACY]);
    t.is(table.rows[COMPLETENESS]?.seen, seen);
  });
}

test('of half a group every failed node must be removed by every survivor', (t) => {
  for (const part of ['8.0.0.0:0 [121] Node 3.0.0.0:0', '1.0.0.0:0 [121] Node 7.0.0.0:0'])
    assertLost(t, grade('multi-failure', without(part)(MULTI)), [COMPLETENESS]);
  assertLost(t, grade('multi-failure', SINGLE), [COMPLETENESS, ACCURACY]);
});

const LOSSY: readonly (readonly [string, Fault, readonly number[]])[] = [
  ['a live node is removed and comes back', atEnd(removal(4, 5, 200), joining(4, 5, 202)), []],
  [
    'the failed node was removed before, came back and was removed again',
    (log) => before('Node failed', joining(4, 7, 92))(before('Node failed', removal(4, 7, 90))(log)),
    [],
  ],
  [
    'the failed node was removed before and never came back',
    (log) => before('Node failed', removal(4, 7, 90))(without(REMOVED)(log)),
    [],
  ],
  ['a removal is missing', without(REMOVED), [COMPLETENESS]],
  ['a removal is logged twice', twice(REMOVED), [COMPLETENESS]],
  ['a removal is late', change(REMOVED, '121', '126'), [COMPLETENESS]],
];

for (const [what, fault, lost] of LOSSY) {
  test(`with loss, completeness is ${lost.length === 0 ? 'earned' : 'lost'} when ${what}`, (t) => {
    assertLost(t, grade('lossy-single-failure', fault(SINGLE)), lost);
  });
}

test('in a large group everything is expected later', (t) => {
  const late = (log: readonly string[]): readonly string[] =>
    log.map((line) =>
      line.replaceAll(/(?<=\[|time[= ])1[02][01]$|(?<=\[)1[02][01]/g, (tick) => String(Number(tick) + 1)),
    );
  const small = membershipLog(201, [7], []);
  t.is(grade('single-failure', late(small)).earned, 20);
  t.is(grade('single-failure', small).earned, 0);
});

test('above 1 000 nodes only the joins that the introducer saw are asked for', (t) => {
  const log = membershipLog(1001, [7], [1]);
  t.is(grade('single-failure', log).rows[JOIN]?.earned, 10);
  t.is(grade('single-failure', without('1.0.0.0:0 [3] Node 9.0.0.0:0 joined')(log)).rows[JOIN]?.earned, 0);
});

test('a group of one has nothing to be graded in, a group of two has', (t) => {
  t.like(grade('single-failure', membershipLog(1, [1])), { total: 30, gradable: 0, earned: 0 });
  t.like(grade('single-failure', membershipLog(2, [2])), { total: 30, gradable: 30, earned: 30 });
  t.like(grade('multi-failure', membershipLog(3, [2])), { total: 30, gradable: 30, earned: 30 });
});

test('an empty log earns nothing in membership, where everything could be earned', (t) => {
  t.like(grade('single-failure', []), { total: 30, gradable: 30, earned: 0 });
});
