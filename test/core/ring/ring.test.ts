import test from 'ava';
import fc from 'fast-check';
import type { Key, NodeId } from '../../../src/core/ids.ts';
import { key } from '../../../src/core/ids.ts';
import { plainMembers } from '../../../src/core/ring/members.ts';
import { keyPosition, tokenPosition } from '../../../src/core/ring/position.ts';
import { Ring } from '../../../src/core/ring/ring.ts';
import { InvariantError } from '../../../src/lib/assert.ts';
import { anyText } from '../../lib/any-text.ts';

const members = fc.uniqueArray(fc.integer({ min: 1, max: 2 ** 31 - 1 }), { minLength: 1, maxLength: 30 });
const keys = anyText.map(key);
const tokens = fc.integer({ min: 1, max: 16 });

function listOf(nodes: readonly number[], tokensPerNode: number, of: Key, wanted = 3): readonly NodeId[] {
  return new Ring(plainMembers(nodes), tokensPerNode).preferenceList(of, wanted);
}

test('the preference list does not depend on the order in which members were learnt', (t) => {
  fc.assert(
    fc.property(members, tokens, keys, fc.nat(), (nodes, perNode, k, turn) => {
      const at = turn % nodes.length;
      const turned = [...nodes.slice(at), ...nodes.slice(0, at)];
      const learnt = listOf(nodes, perNode, k);
      for (const other of [turned, nodes.toReversed(), nodes.toSorted((a, b) => a - b)])
        t.deepEqual(listOf(other, perNode, k), learnt);
    }),
    { seed: 1 },
  );
});

test('a preference list names distinct members, as many as wanted or as there are', (t) => {
  fc.assert(
    fc.property(members, tokens, keys, fc.integer({ min: 1, max: 5 }), (nodes, perNode, k, wanted) => {
      const list = listOf(nodes, perNode, k, wanted);
      t.is(list.length, Math.min(wanted, nodes.length));
      t.is(new Set(list).size, list.length);
      t.deepEqual(
        list.filter((node) => !nodes.includes(node)),
        [],
      );
    }),
    { seed: 2 },
  );
});

test('a leaving node moves only the keys it held: the others keep their replicas in their places', (t) => {
  fc.assert(
    fc.property(
      members.filter((m) => m.length >= 2),
      tokens,
      keys,
      fc.nat(),
      (nodes, perNode, k, at) => {
        const gone = nodes[at % nodes.length];
        const before = listOf(nodes, perNode, k);
        const after = listOf(
          nodes.filter((node) => node !== gone),
          perNode,
          k,
        );
        const stayed = before.filter((node) => node !== gone);
        t.deepEqual(after.slice(0, stayed.length), stayed);
        if (!before.some((node) => node === gone)) t.deepEqual(after, before);
      },
    ),
    { seed: 3 },
  );
});

test('PRIMARY, SECONDARY and TERTIARY are the owners of the next tokens clockwise', (t) => {
  fc.assert(
    fc.property(members, tokens, keys, (nodes, perNode, k) => {
      t.deepEqual(listOf(nodes, perNode, k), walkClockwise(nodes, perNode, k));
    }),
    { seed: 4 },
  );
});

test('a key beyond the last token wraps round to the first', (t) => {
  const nodes = [1, 2, 3, 4, 5];
  const wrapping = Array.from({ length: 2_000 }, (_, i) => key(`k${i}`)).filter((k) =>
    nodes.every((node) => at(tokenPosition(node as NodeId, 0)) < at(keyPosition(k))),
  );
  t.true(wrapping.length > 0);
  const [first] = nodes.toSorted((a, b) => (position(a) < position(b) ? -1 : 1));
  for (const k of wrapping) t.is(listOf(nodes, 1, k)[0], first as NodeId);
});

test('a ring without a node owns nothing, and nobody may want no replica at all', (t) => {
  t.deepEqual(listOf([], 1, key('k')), []);
  t.is(new Ring(plainMembers([4, 9]), 7).size, 2);
  t.throws(() => listOf([1], 1, key('k'), 0), { instanceOf: InvariantError });
});

/** The definition itself, over exact 64-bit positions. */
function walkClockwise(nodes: readonly number[], perNode: number, of: Key): readonly NodeId[] {
  const points = nodes.flatMap((node) =>
    Array.from({ length: perNode }, (_, nth) => ({ node, at: at(tokenPosition(node as NodeId, nth)) })),
  );
  const here = at(keyPosition(of));
  const distance = (point: bigint): bigint => (point >= here ? point - here : point - here + (1n << 64n));
  points.sort(
    (a, b) =>
      Number(distance(a.at) > distance(b.at)) - Number(distance(a.at) < distance(b.at)) || a.node - b.node,
  );
  return [...new Set(points.map((point) => point.node as NodeId))].slice(0, 3);
}

function at({ high, low }: { readonly high: number; readonly low: number }): bigint {
  return (BigInt(high) << 32n) | BigInt(low);
}

function position(node: number): bigint {
  return at(tokenPosition(node as NodeId, 0));
}
