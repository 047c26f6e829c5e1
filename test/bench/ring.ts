import { key, nodeId } from '../../src/core/ids.ts';
import { plainMembers } from '../../src/core/ring/members.ts';
import { Ring } from '../../src/core/ring/ring.ts';
import { arcsOf, fullest, loads } from '../core/ring/shares.ts';
import type { Figure } from './measure.ts';
import { millisOf } from './measure.ts';

const TOKENS = 256;
const REPLICAS = 3;
const LOOKUPS = 200_000;
/** Fewer rings of a hundred nodes: their mean varies by less than 0.01. Bars by the number of nodes: how much the fullest may hold, as a multiple of the mean. */
const SIZES = [
  { nodes: 3, rings: 100, bar: 1.1 },
  { nodes: 10, rings: 100, bar: 1.1 },
  { nodes: 100, rings: 20, bar: 1.15 },
] as const;

/** How evenly 256 tokens a node share out copies and keys, mean over many rings; what a join moves; what a lookup costs. */
export function benchRing(): readonly Figure[] {
  return [...SIZES.flatMap(({ nodes, rings, bar }) => balance(nodes, rings, bar)), ...lookups()];
}

function balance(nodes: number, rings: number, bar: number): readonly Figure[] {
  const group = (nth: number): readonly number[] =>
    Array.from({ length: nodes }, (_, i) => nth * 1_000 + i + 1);
  const copies = meanOver(rings, (nth) => fullest(loads(arcsOf(group(nth), TOKENS, REPLICAS))));
  const keys = meanOver(rings, (nth) => fullest(loads(arcsOf(group(nth), TOKENS, 1))));
  const moved = meanOver(rings, (nth) => {
    const newcomer = nodeId(nth * 1_000 + 500);
    const share = loads(arcsOf([...group(nth), newcomer], TOKENS, REPLICAS)).get(newcomer) ?? 0;
    return (share * (nodes + 1)) / Math.min(REPLICAS, nodes + 1);
  });
  return [
    { what: `copies at the fullest of ${nodes} nodes, of the mean`, value: copies, unit: '×', bar },
    { what: `keys whose PRIMARY is the fullest of ${nodes} nodes`, value: keys, unit: '×' },
    { what: `copies that a join to ${nodes} nodes moves, of its share`, value: moved, unit: '×', bar: 1.05 },
  ];
}

function lookups(): readonly Figure[] {
  const ids = Array.from({ length: 100 }, (_, i) => i + 1);
  const keys = Array.from({ length: 1_000 }, (_, i) => key(`user:${i}`));
  const ring = new Ring(plainMembers(ids), TOKENS);
  const all = millisOf(() => {
    for (let n = 0; n < LOOKUPS; n += 1) ring.preferenceList(keys[n % keys.length] ?? key(''), REPLICAS);
  });
  const anew = millisOf(() => new Ring(plainMembers([...ids, 101]), TOKENS));
  const derived = millisOf(() => new Ring(plainMembers([...ids, 101]), TOKENS, ring));
  return [
    { what: 'a million lookups in a ring of 100 nodes', value: (all * 1_000_000) / LOOKUPS, unit: 'ms' },
    { what: 'a ring of 101 nodes, made anew', value: anew, unit: 'ms' },
    { what: 'the same, made from the ring of 100', value: derived, unit: 'ms' },
  ];
}

function meanOver(rings: number, measure: (nth: number) => number): number {
  let sum = 0;
  for (let nth = 0; nth < rings; nth += 1) sum += measure(nth);
  return sum / rings;
}
