import test from 'ava';
import fc from 'fast-check';
import { key } from '../../../src/core/ids.ts';
import { seat, weightOf, zoneOf } from '../../../src/core/membership/seat.ts';
import type { Members } from '../../../src/core/ring/members.ts';
import { plainMembers } from '../../../src/core/ring/members.ts';
import { Ring } from '../../../src/core/ring/ring.ts';
import { anyText } from '../../lib/any-text.ts';

interface Seated {
  readonly id: number;
  readonly zone: number;
  readonly weight: number;
}

const seated = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    zone: fc.integer({ min: 0, max: 4 }),
    weight: fc.integer({ min: 1, max: 3 }),
  }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 16 },
);
const keys = anyText.map(key);
const tokens = fc.integer({ min: 1, max: 8 });
const wanted = fc.integer({ min: 1, max: 5 });

function membersOf(nodes: readonly Seated[]): Members {
  return {
    ids: Int32Array.from(nodes, ({ id }) => id),
    seats: Int32Array.from(nodes, ({ zone, weight }) => seat(zone, weight)),
  };
}

function ringOf(nodes: readonly Seated[], perNode: number): Ring {
  return new Ring(membersOf(nodes), perNode);
}

test('a preference list names as many zones as it can, and begins with the first node clockwise', (t) => {
  fc.assert(
    fc.property(seated, tokens, keys, wanted, (nodes, perNode, k, n) => {
      const zoneById = new Map(nodes.map(({ id, zone }) => [id, zone]));
      const list = ringOf(nodes, perNode).preferenceList(k, n);
      const everyone = ringOf(
        nodes.map((node) => ({ ...node, zone: 0 })),
        perNode,
      ).preferenceList(k, nodes.length);
      const zones = list.map((id) => zoneById.get(id));
      const most = Math.min(n, new Set(zoneById.values()).size);
      t.is(new Set(list).size, Math.min(n, nodes.length));
      t.is(list.length, Math.min(n, nodes.length));
      t.is(new Set(zones.slice(0, most)).size, most);
      t.is(list[0], everyone[0]);
      // Of each zone named first it is the first node clockwise, and what fills up are the first ones left.
      for (const id of list.slice(0, most))
        t.is(
          everyone.find((one) => zoneById.get(one) === zoneById.get(id)),
          id,
        );
      const rest = everyone.filter((id) => !list.slice(0, most).includes(id));
      t.deepEqual(list.slice(most), rest.slice(0, list.length - most));
    }),
    { seed: 11 },
  );
});

test('with zones and weights too, a leaving node moves only what it held, and takes no place from a survivor', (t) => {
  fc.assert(
    fc.property(
      seated.filter((nodes) => nodes.length >= 2),
      tokens,
      keys,
      wanted,
      fc.nat(),
      (nodes, perNode, k, n, at) => {
        const gone = nodes[at % nodes.length];
        const before = ringOf(nodes, perNode).preferenceList(k, n);
        const survivors = nodes.filter((node) => node !== gone);
        const after = ringOf(survivors, perNode).preferenceList(k, n);
        const stayed = before.filter((id) => id !== gone?.id);
        t.deepEqual(
          stayed.filter((id) => !after.includes(id)),
          [],
        );
        if (stayed.length === before.length) t.deepEqual(after, before);
      },
    ),
    { seed: 12 },
  );
});

test('a ring made from the one before it is the ring made anew', (t) => {
  const change = fc.tuple(seated, seated, tokens, fc.array(keys, { minLength: 1, maxLength: 8 }), wanted);
  fc.assert(
    fc.property(change, ([before, after, perNode, some, n]) => {
      // Some of those before stay, one of them at another seat.
      const stay = before
        .slice(0, Math.ceil(before.length / 2))
        .map((node, nth) => ({ ...node, weight: nth === 0 ? 3 : node.weight }));
      const members = [...stay, ...after.filter(({ id }) => !stay.some((one) => one.id === id))];
      const derived = new Ring(membersOf(members), perNode, ringOf(before, perNode));
      const made = ringOf(members, perNode);
      t.is(derived.arcs, made.arcs);
      for (const k of some) t.deepEqual(derived.preferenceList(k, n), made.preferenceList(k, n));
    }),
    { seed: 13 },
  );
});

test('a node of weight w has w times the tokens, and those of weight 1 are among them', (t) => {
  const one = { id: 7, zone: 0, weight: 1 };
  t.is(ringOf([one], 16).arcs, 16);
  t.is(ringOf([{ ...one, weight: 3 }], 16).arcs, 48);
  const plain = ringOf([one, { ...one, id: 8 }], 16);
  const heavy = ringOf(
    [
      { ...one, weight: 3 },
      { ...one, id: 8 },
    ],
    16,
  );
  // More weight takes keys, and gives none away.
  for (let n = 0; n < 500; n += 1)
    if (plain.preferenceList(key(`k${n}`), 1)[0] === 7)
      t.is(Number(heavy.preferenceList(key(`k${n}`), 1)[0]), 7);
});

test('one zone for all, or none, is the plain ring', (t) => {
  const nodes = [1, 2, 3, 4, 5, 6].map((id) => ({ id, zone: 9, weight: 1 }));
  const plain = new Ring(plainMembers(nodes.map(({ id }) => id)), 8);
  for (let n = 0; n < 100; n += 1)
    t.deepEqual(ringOf(nodes, 8).preferenceList(key(`k${n}`), 3), plain.preferenceList(key(`k${n}`), 3));
});

test('a list is made once for all keys of an arc', (t) => {
  const ring = new Ring(plainMembers([1, 2, 3, 4, 5]), 4);
  const lists = new Set<unknown>();
  for (let n = 0; n < 500; n += 1) lists.add(ring.preferenceList(key(`k${n}`), 3));
  t.true(lists.size <= ring.arcs, `${lists.size}`);
});

test('a seat holds its zone and its weight', (t) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 20 - 1 }),
      fc.integer({ min: 1, max: 1023 }),
      (zone, weight) => {
        t.deepEqual([zoneOf(seat(zone, weight)), weightOf(seat(zone, weight))], [zone, weight]);
      },
    ),
    { seed: 14 },
  );
});
