import test from 'ava';
import fc from 'fast-check';
import { Backlog } from '../../src/sweep/backlog.ts';
import { BatchTally } from '../../src/sweep/batch.ts';
import { DigestSum } from '../../src/sweep/digest-sum.ts';
import { playSeed } from '../../src/sweep/play-seed.ts';
import { disjoint, gapsIn, sizeOf } from '../../src/sweep/seed-range.ts';
import { TestcaseTally } from '../../src/sweep/summary.ts';
import { all, drill } from '../explore/drills.ts';

const ranges = fc.array(fc.tuple(fc.nat(60), fc.nat(9)).map(([from, more]) => ({ from, to: from + more })));

function seedsIn(list: readonly { readonly from: number; readonly to: number }[]): number[] {
  return list.flatMap((range) => Array.from({ length: sizeOf(range) }, (_, i) => range.from + i));
}

test('what is done and what is left are all seeds, each once', (t) => {
  const whole = { from: 10, to: 50 };
  fc.assert(
    fc.property(ranges, (list) => {
      const done = disjoint(list);
      const inside = seedsIn(done).filter((seed) => seed >= whole.from && seed <= whole.to);
      const all = [...inside, ...seedsIn(gapsIn(whole, done))].sort((a, b) => a - b);
      t.deepEqual(all, seedsIn([whole]));
    }),
    { seed: 1 },
  );
});

test('a sum of digests does not depend on the order or on how it was cut', (t) => {
  const pairs = fc.array(fc.tuple(fc.maxSafeNat(), fc.bigInt(0n, 2n ** 64n - 1n)));
  fc.assert(
    fc.property(pairs, fc.nat(20), (list, at) => {
      const sumOf = (some: typeof list): DigestSum => {
        const sum = new DigestSum();
        for (const [seed, digest] of some) sum.add(seed, digest.toString(16).padStart(16, '0'));
        return sum;
      };
      const cut = sumOf(list.slice(at));
      cut.merge(`${sumOf(list.slice(0, at))}`);
      t.is(`${cut}`, `${sumOf(list)}`);
      t.is(`${sumOf(list.toReversed())}`, `${sumOf(list)}`);
    }),
    { seed: 1 },
  );
});

test('another digest, or the same under another seed, changes the sum', (t) => {
  const of = (seed: number, digest: string): string => {
    const sum = new DigestSum();
    sum.add(seed, digest);
    return `${sum}`;
  };
  const known = [
    of(1, '0000000000000001'),
    of(1, '0000000100000000'),
    of(2, '0000000000000001'),
    of(2 ** 32 + 1, '0000000000000001'),
    of(1, '0000000000000000'),
  ];
  t.is(new Set(known).size, known.length);
});

test('a backlog hands out every seed once, in small portions while nothing is known and at the end', (t) => {
  const backlog = new Backlog([[{ from: 1, to: 300 }], [{ from: 5, to: 9 }]], 2);
  const seen: number[][] = [[], []];
  const sizes: number[] = [];
  for (let next = backlog.take(); next !== undefined; next = backlog.take()) {
    const { batch } = next;
    seen[batch.testcase]?.push(...seedsIn([batch]));
    if (batch.testcase === 0) sizes.push(sizeOf(batch));
    backlog.learn(batch.testcase, sizeOf(batch), sizeOf(batch) * 10);
  }
  t.is(backlog.left, 0);
  t.deepEqual(seen, [seedsIn([{ from: 1, to: 300 }]), [5, 6, 7, 8, 9]]);
  t.is(sizes[0], 1);
  t.is(Math.max(...sizes), 50, '500 ms at 10 ms a seed');
  t.is(sizes.at(-1), 1);
});

test('what is given back is handed out seed by seed', (t) => {
  const backlog = new Backlog([[{ from: 1, to: 3 }]], 1);
  backlog.learn(0, 1000, 1);
  const first = backlog.take();
  if (first === undefined) return t.fail();
  t.deepEqual(first.batch, { testcase: 0, from: 1, to: 2 });
  backlog.giveBack(first.batch);
  const rest = [backlog.take(), backlog.take(), backlog.take(), backlog.take()];
  t.deepEqual(
    rest.map((next) => [next?.batch.from, next?.alone]),
    [
      [1, true],
      [2, true],
      [3, false],
      [undefined, undefined],
    ],
  );
});

test('of a group the smallest seeds are kept, in whatever order they come', (t) => {
  const tally = new TestcaseTally();
  for (const from of [31, 1, 11, 21]) {
    const batch = new BatchTally(0, from);
    for (let i = 0; i < 10; i += 1)
      batch.add({ fate: 'undecided', failures: ['a', 'a'], vacuous: [], digest: '0'.repeat(16) });
    tally.add(batch.result());
  }
  t.deepEqual(tally.summary().groups, [
    { kind: 'undecided', failure: 'a', count: 40, seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
  ]);
});

test('what some seeds had nothing to judge of is no failure; what no seed had was never judged', (t) => {
  const tally = new TestcaseTally();
  for (const vacuous of [['b', 'a'], ['b']]) {
    const batch = new BatchTally(0, 1);
    batch.add({ fate: 'held', failures: [], vacuous, digest: '0'.repeat(16) });
    tally.add(batch.result());
  }
  const summary = tally.summary();
  t.like(summary, { held: 2, undecided: 0, groups: [] });
  t.deepEqual(summary.vacuous, [
    { claim: 'a', count: 1 },
    { claim: 'b', count: 2 },
  ]);
  t.deepEqual(summary.unjudged, ['b']);
});

test('a run is held by a sweep where the one claim that it cannot decide had nothing to judge', (t) => {
  const calm = drill({ end: 500, workload: { kind: 'registers' }, expectations: all('no-resurrection') });
  const recipe = { kind: 'scenario', seed: 1, build: () => calm } as const;
  t.like(playSeed(recipe, 1), { fate: 'held', failures: [], vacuous: ['no-resurrection'] });
});
