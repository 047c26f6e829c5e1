import test from 'ava';
import { nodeId } from '../../../src/core/ids.ts';
import { plainMembers } from '../../../src/core/ring/members.ts';
import { tokenPosition } from '../../../src/core/ring/position.ts';
import { Rings } from '../../../src/core/ring/rings.ts';
import { placeTokens } from '../../../src/core/ring/tokens.ts';

for (const [nodes, perNode] of [
  [0, 1],
  [1, 1],
  [9, 7],
  [1, 64],
  [10, 256],
] as const) {
  test(`${perNode} tokens of each of ${nodes} nodes are in order of position, then identity`, (t) => {
    const ids = Array.from({ length: nodes }, (_, nth) => nth + 1);
    const expected = ids
      .flatMap((id) =>
        Array.from({ length: perNode }, (_, nth) => ({ id, ...tokenPosition(nodeId(id), nth) })),
      )
      .sort((a, b) => a.high - b.high || a.low - b.low || a.id - b.id);
    const { owners, high, low } = placeTokens(plainMembers(ids), perNode);
    t.deepEqual(
      Array.from(owners, (id, at) => ({ id, high: high[at], low: low[at] })),
      expected,
    );
  });
}

test('whoever made rings before, and of whom, a ring is that of its members, and one of its own', (t) => {
  const shared = new Rings(16);
  const groups = [[1, 2, 3], [1, 2, 3, 4], [1, 2, 3], [2, 3, 4], [2, 3, 4, 5, 6], [7], [1, 2, 3], [2, 3, 4]];
  const made = groups.map((ids) => shared.make(plainMembers(ids), undefined));
  t.is(new Set(made).size, groups.length);
  made.forEach((ring, nth) => {
    const anew = new Rings(16).make(plainMembers(groups[nth] ?? []), undefined);
    t.is(ring.arcs, anew.arcs);
    for (let arc = 0; arc < ring.arcs; arc += 1) t.deepEqual(ring.listOf(arc, 3), anew.listOf(arc, 3));
  });
});
