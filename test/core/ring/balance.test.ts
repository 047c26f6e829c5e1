import test from 'ava';
import { key, nodeId } from '../../../src/core/ids.ts';
import { plainMembers } from '../../../src/core/ring/members.ts';
import { keyPosition } from '../../../src/core/ring/position.ts';
import { Ring } from '../../../src/core/ring/ring.ts';
import { compareText } from '../../../src/lib/order.ts';
import type { Arc } from './shares.ts';
import { arcsOf, fullest, loads } from './shares.ts';

const TOKENS = 256;
const REPLICAS = 3;

/** Members of the `nth` of many unrelated rings. */
function group(nth: number, size: number): readonly number[] {
  return Array.from({ length: size }, (_, i) => nth * 1_000 + i + 1);
}

function meanOver(rings: number, measure: (nth: number) => number): number {
  let sum = 0;
  for (let nth = 0; nth < rings; nth += 1) sum += measure(nth);
  return sum / rings;
}

test('arcs and ring agree on the replicas of every key', (t) => {
  const members = group(0, 10);
  const ring = new Ring(plainMembers(members), 16);
  const arcs = arcsOf(members, 16, REPLICAS);
  t.is(Math.round(arcs.reduce((sum, { share }) => sum + share, 0) * 1e9), 1e9);
  for (let n = 0; n < 1_000; n += 1) {
    const k = key(`key${n}`);
    t.deepEqual(ring.preferenceList(k, REPLICAS).map(Number), [...ownersAt(arcs, k)]);
  }
});

/** The 100-node bar is measured over 20 rings, not 100: their mean varies by less than 0.01. */
const BARS = [
  { nodes: 3, rings: 100, bar: 1.1 },
  { nodes: 10, rings: 100, bar: 1.1 },
  { nodes: 100, rings: 20, bar: 1.15 },
] as const;

for (const { nodes, rings, bar } of BARS) {
  test(`with 256 tokens the fullest of ${nodes} nodes holds at most ${bar} × the mean`, (t) => {
    const mean = meanOver(rings, (nth) => fullest(loads(arcsOf(group(nth, nodes), TOKENS, REPLICAS))));
    t.true(mean <= bar, `${mean}`);
  });
}

test('a join moves at most 1.05 × the ideal share of the copies, and nothing between survivors', (t) => {
  const nodes = 10;
  const mean = meanOver(100, (nth) => {
    const members = group(nth, nodes);
    const newcomer = nodeId(nth * 1_000 + 500);
    const after = loads(arcsOf([...members, newcomer], TOKENS, REPLICAS));
    return ((after.get(newcomer) ?? 0) * (nodes + 1)) / REPLICAS;
  });
  t.true(mean <= 1.05, `${mean}`);

  const members = group(1, nodes);
  const before = arcsOf(members, TOKENS, REPLICAS);
  const newcomer = 1_500;
  let ahead = 0;
  // Tokens only come in between, so each arc afterwards lies within one arc of before.
  const grew = arcsOf([...members, newcomer], TOKENS, REPLICAS).filter(({ end, replicas }) => {
    while (ahead < before.length && (before[ahead]?.end ?? 0) < end) ahead += 1;
    const owners = before[ahead % before.length]?.replicas ?? [];
    return replicas.some((node) => node !== newcomer && !owners.includes(node));
  });
  t.deepEqual(grew, []);
});

function ownersAt(arcs: readonly Arc[], of: ReturnType<typeof key>): readonly number[] {
  const { high, low } = keyPosition(of);
  const at = (high + low / 2 ** 32) / 2 ** 32;
  return (arcs.find(({ end }) => end >= at) ?? arcs[0])?.replicas ?? [];
}

test('keys spread over a ring like its arcs: one hundred thousand keys come within 3 % of the shares', (t) => {
  const members = group(2, 10);
  const ring = new Ring(plainMembers(members), TOKENS);
  const keys = 100_000;
  const counts = new Map<number, number>();
  for (let n = 0; n < keys; n += 1) {
    const [primary = 0] = ring.preferenceList(key(`user:${n}`), 1);
    counts.set(primary, (counts.get(primary) ?? 0) + 1);
  }
  const shares = loads(arcsOf(members, TOKENS, 1));
  const off = members.filter((node) => {
    const expected = (shares.get(node) ?? 0) * keys;
    return Math.abs((counts.get(node) ?? 0) - expected) > 0.03 * expected;
  });
  t.deepEqual(off.map(String).sort(compareText), []);
});
