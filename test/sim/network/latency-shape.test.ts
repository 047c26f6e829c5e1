import test from 'ava';
import { tick } from '../../../src/core/time.ts';
import { InvariantError } from '../../../src/lib/assert.ts';
import { ratio } from '../../../src/lib/ratio.ts';
import type { LatencyShape } from '../../../src/scenario/link-fault.ts';
import { Chance } from '../../../src/sim/chance.ts';
import { EXPONENTIAL_EDGES, EXPONENTIAL_UNIT } from '../../../src/sim/network/exponential-table.ts';
import { openLatency } from '../../../src/sim/network/latency-shape.ts';
import { packet } from '../../../src/sim/network/packet.ts';

const MANY = 40_000;

function samples(shape: LatencyShape): readonly number[] {
  const source = openLatency(shape, new Chance(17), 'network/latency');
  return Array.from({ length: MANY }, (_, n) => source.of(packet(1, 2, tick(n), 0)));
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const smallest = (values: readonly number[]) => values.reduce((least, value) => Math.min(least, value));
const largest = (values: readonly number[]) => values.reduce((most, value) => Math.max(most, value));

test('uniform latency covers its range evenly', (t) => {
  const values = samples({ kind: 'uniform', min: 3, max: 12 });
  t.is(smallest(values), 3);
  t.is(largest(values), 12);
  for (let ticks = 3; ticks <= 12; ticks += 1) {
    const share = values.filter((value) => value === ticks).length;
    t.true(share > 3_800 && share < 4_200, `${share} of ${MANY} took ${ticks}`);
  }
});

for (const mean of [2, 5, 100, 10_000]) {
  test(`exponential latency of mean ${mean} has that mean, and lies in 1 … 7.5 times it`, (t) => {
    const values = samples({ kind: 'exponential', mean });
    const total = sum(values);
    t.true(100 * total > 98 * mean * MANY && 100 * total < 102 * mean * MANY, `${total} / ${MANY}`);
    t.true(smallest(values) >= 1);
    t.true(2 * largest(values) <= 15 * mean);
  });
}

test('exponential latency has a tail like the real one: e⁻¹ beyond the mean, e⁻³ beyond three times', (t) => {
  const values = samples({ kind: 'exponential', mean: 1_001 });
  const beyond = (ticks: number) => values.filter((value) => value > ticks).length;
  t.true(Math.abs(beyond(1_001) - 14_715) < 400, `${beyond(1_001)}`);
  t.true(Math.abs(beyond(3_001) - 1_991) < 200, `${beyond(3_001)}`);
});

test('exponential latency of mean 1 is one tick, always', (t) => {
  t.true(samples({ kind: 'exponential', mean: 1 }).every((value) => value === 1));
});

test('bimodal latency is slow for its tail and fast for the rest', (t) => {
  const values = samples({
    kind: 'bimodal',
    fast: { min: 1, max: 3 },
    slow: { min: 50, max: 60 },
    tail: ratio(1, 20),
  });
  const slow = values.filter((value) => value >= 50).length;
  t.true(slow > 1_800 && slow < 2_200, `${slow} of ${MANY} were slow`);
  t.true(values.every((value) => (value >= 1 && value <= 3) || (value >= 50 && value <= 60)));
});

test('the table of edges is the logarithm, rises, and has a mean of exactly 1', (t) => {
  t.is(EXPONENTIAL_EDGES.length, 257);
  EXPONENTIAL_EDGES.slice(0, 256).forEach((edge, i) => {
    t.true(Math.abs(edge + Math.log(1 - i / 256) * EXPONENTIAL_UNIT) <= 0.5 + 1e-6, `edge ${i}`);
  });
  EXPONENTIAL_EDGES.slice(1).forEach((edge, i) => {
    t.true(edge > (EXPONENTIAL_EDGES[i] ?? 0), `edge ${i + 1} rises`);
  });
  const twiceTheSum = 2 * sum(EXPONENTIAL_EDGES) - (EXPONENTIAL_EDGES[256] ?? 0);
  t.is(twiceTheSum, 2 * 256 * EXPONENTIAL_UNIT);
});

const IMPOSSIBLE: readonly LatencyShape[] = [
  { kind: 'uniform', min: 0, max: 4 },
  { kind: 'uniform', min: 5, max: 4 },
  { kind: 'uniform', min: 1, max: 1.5 },
  { kind: 'exponential', mean: 0 },
  { kind: 'bimodal', fast: { min: 1, max: 2 }, slow: { min: 9, max: 3 }, tail: ratio(1, 2) },
];

for (const shape of IMPOSSIBLE) {
  test(`there is no latency like ${JSON.stringify(shape)}`, (t) => {
    t.throws(() => openLatency(shape, new Chance(1), 'x'), { instanceOf: InvariantError });
  });
}
