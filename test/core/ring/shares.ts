import type { NodeId } from '../../../src/core/ids.ts';
import { tokenPosition } from '../../../src/core/ring/position.ts';

/** Part of the ring between two tokens, as a share of the whole, with the replicas of every key in it. */
export interface Arc {
  readonly end: number;
  readonly share: number;
  readonly replicas: readonly number[];
}

/** A ring as arcs: not sampled by keys, so shares are exact but for rounding of positions to 2^−52. */
export function arcsOf(members: readonly number[], tokensPerNode: number, replicas: number): readonly Arc[] {
  const tokens = members.flatMap((owner) =>
    Array.from({ length: tokensPerNode }, (_, nth) => {
      const { high, low } = tokenPosition(owner as NodeId, nth);
      return { owner, at: (high + low / 2 ** 32) / 2 ** 32 };
    }),
  );
  tokens.sort((a, b) => a.at - b.at || a.owner - b.owner);
  return tokens.map(({ at }, first) => {
    const before = first === 0 ? (tokens.at(-1)?.at ?? 0) - 1 : (tokens[first - 1]?.at ?? 0);
    const owners: number[] = [];
    for (let i = first; owners.length < Math.min(replicas, members.length); i += 1) {
      const owner = tokens[i % tokens.length]?.owner ?? 0;
      if (!owners.includes(owner)) owners.push(owner);
    }
    return { end: at, share: at - before, replicas: owners };
  });
}

/** Share of all copies that each node holds; with one replica, the share of the keys it is PRIMARY of. */
export function loads(arcs: readonly Arc[]): ReadonlyMap<number, number> {
  const held = new Map<number, number>();
  for (const { share, replicas } of arcs)
    for (const node of replicas) held.set(node, (held.get(node) ?? 0) + share);
  return held;
}

/** By how much the fullest node exceeds the mean: 1 is perfect balance. */
export function fullest(held: ReadonlyMap<number, number>): number {
  const all = [...held.values()];
  return (Math.max(...all) * all.length) / all.reduce((sum, load) => sum + load, 0);
}
