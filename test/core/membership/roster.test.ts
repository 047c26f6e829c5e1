import test from 'ava';
import fc from 'fast-check';
import { nodeId } from '../../../src/core/ids.ts';
import { UNTOLD } from '../../../src/core/membership/heartbeat-list.ts';
import { InvariantError } from '../../../src/lib/assert.ts';
import type { Row } from './lists.ts';
import { listOf, Witness } from './lists.ts';

const TREMOVE = 20;
const TFAIL = 5;
const SELF = 10;
const NOW = 100;
/** Every third node rebooted at this tick. */
const REBOOT = 90;

/** The row of a node whose beats are one a tick: rumours that contradict each other cannot be. */
function rowAt(id: number, sentAt: number): Row {
  const reborn = id % 3 === 0 && sentAt >= REBOOT;
  return { id, incarnation: reborn ? 2 : 1, beat: reborn ? sentAt - REBOOT : sentAt, sentAt };
}

const someRow = fc
  .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 60, max: NOW - 1 }), fc.boolean())
  .map(([id, sentAt, untold]) =>
    untold && id % 4 === 0 ? { ...rowAt(id, sentAt), beat: UNTOLD } : rowAt(id, sentAt),
  );
const someList = fc
  .uniqueArray(
    someRow.filter(({ id }) => id !== SELF),
    { maxLength: 15, selector: ({ id }) => id },
  )
  .map((rows) => listOf(rows, NOW - 1));

/** A roster with a past: at NOW some members are removed, some suspected, some well. */
function withPast(): Witness {
  const witness = new Witness(SELF);
  const all = Array.from({ length: 14 }, (_, i) => i + 1).filter((id) => id !== SELF);
  witness.merge(
    listOf(
      all.filter((id) => id % 2 === 0).map((id) => rowAt(id, 78)),
      79,
    ),
    80,
  );
  witness.merge(
    listOf(
      all.filter((id) => id % 2 === 1).map((id) => rowAt(id, id > 8 ? 97 : 88)),
      97,
    ),
    98,
  );
  witness.survey(NOW);
  witness.takeTold();
  return witness;
}

test('the past of these tests holds members of every kind', (t) => {
  const members = [...withPast().roster.members()];
  t.false(members.includes(2));
  t.true(members.includes(3) && members.includes(11));
});

test('merge is commutative: lists that arrive in one tick may come in any order', (t) => {
  fc.assert(
    fc.property(fc.array(someList, { maxLength: 5 }), fc.nat(), (lists, turn) => {
      const [one, other] = [withPast(), withPast()];
      for (const list of lists) one.merge(list, NOW);
      const at = lists.length === 0 ? 0 : turn % lists.length;
      for (const list of [...lists.slice(at), ...lists.slice(0, at)].reverse()) other.merge(list, NOW);
      t.deepEqual(other.opinion(NOW), one.opinion(NOW));
      t.deepEqual(other.takeTold().toSorted(), one.takeTold().toSorted());
    }),
    { seed: 1, numRuns: 300 },
  );
});

test('merge is idempotent: a list that comes twice is news once', (t) => {
  fc.assert(
    fc.property(someList, (list) => {
      const [one, other] = [withPast(), withPast()];
      one.merge(list, NOW);
      other.merge(list, NOW);
      other.takeTold();
      other.merge(list, NOW);
      t.deepEqual(other.takeTold(), []);
      t.deepEqual(other.opinion(NOW), one.opinion(NOW));
    }),
    { seed: 2, numRuns: 200 },
  );
});

test('a list of the same members and one of others are merged to the same opinion', (t) => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 60, max: NOW - 1 }), { minLength: 14, maxLength: 14 }),
      (moments) => {
        const [fast, general] = [withPast(), withPast()];
        const rows = moments.map((sentAt, i): Row => {
          const row = rowAt(i + 1, sentAt);
          // Beats of a first life only, and none of our own that we do not know: so the rolls stay the same.
          return { ...row, incarnation: 1, beat: row.id === SELF ? UNTOLD : sentAt };
        });
        fast.merge(listOf(rows, NOW - 1), NOW);
        const stranger = { id: 999, incarnation: 1, beat: UNTOLD, sentAt: NOW - 1 };
        general.merge(listOf([...rows, stranger], NOW - 1), NOW);
        t.deepEqual(general.opinion(NOW), fast.opinion(NOW));
        t.deepEqual(general.takeTold(), fast.takeTold());
        t.deepEqual(general.opinion(NOW + 4), fast.opinion(NOW + 4));
      },
    ),
    { seed: 3, numRuns: 300 },
  );
});

test('a member with fresh news is never removed nor suspected', (t) => {
  fc.assert(
    fc.property(fc.array(someList, { minLength: 1, maxLength: 4 }), fc.nat(TFAIL - 1), (lists, later) => {
      const witness = withPast();
      for (const list of lists) witness.merge(list, NOW);
      witness.takeTold();
      const fresh = listOf(
        [1, 2, 3, 4].map((id) => rowAt(id, NOW)),
        NOW,
      );
      witness.merge(fresh, NOW + 1);
      witness.survey(NOW + 1 + later);
      const blamed = witness.takeTold().filter((line) => /^[1-4] (suspected|removed)$/.test(line));
      t.deepEqual(blamed, []);
    }),
    { seed: 4 },
  );
});

test('a member is removed TREMOVE after its newest beat was sent, whatever the path and the clocks of the rumour', (t) => {
  const hop = fc.record({
    // Any clock, and those that are about to pass what 32 bits hold.
    clock: fc.oneof(
      fc.integer({ min: 0, max: 500 }),
      fc.integer({ min: 2 ** 31 - 150, max: 2 ** 31 }),
      fc.integer({ min: 0, max: 2 ** 45 }),
    ),
    // Four hops end before TREMOVE.
    kept: fc.integer({ min: 0, max: TFAIL - 2 }),
  });
  fc.assert(
    fc.property(fc.array(hop, { minLength: 1, maxLength: 4 }), (path) => {
      const sentAt = NOW;
      let time = sentAt + 1;
      let list = listOf([{ id: 99, incarnation: 1, beat: 7, sentAt }], sentAt);
      let last: Witness | undefined;
      let clock = 0;
      path.forEach((relay, nth) => {
        clock = relay.clock;
        last = new Witness(nth + 1, time + clock);
        last.merge(list, time + clock);
        time += relay.kept;
        list = last.survey(time + clock);
        time += 1;
      });
      last?.takeTold();
      for (let at = time; at < sentAt + TREMOVE; at += 1) last?.survey(at + clock);
      t.false(last?.takeTold().includes('99 removed'));
      last?.survey(sentAt + TREMOVE + clock);
      t.deepEqual(
        last?.takeTold().filter((line) => line.endsWith('removed') && line.startsWith('99')),
        ['99 removed'],
      );
    }),
    { seed: 5, numRuns: 300 },
  );
});

test('a late rumour does not revive a removed member, fresh news does', (t) => {
  const witness = new Witness(SELF, 50);
  witness.merge(listOf([rowAt(1, 50)], 50), 51);
  for (let now = 51; now <= 75; now += 1) witness.survey(now);
  t.deepEqual(witness.takeTold(), ['1 joined', '1 suspected', '1 removed']);
  // Newer than what is known, but sent more than TFAIL ago.
  witness.merge(listOf([rowAt(1, 69)], 74), 75);
  t.deepEqual(witness.takeTold(), []);
  t.false(witness.roster.isMember(nodeId(1)));
  witness.merge(listOf([rowAt(1, 76)], 76), 77);
  t.deepEqual(witness.takeTold(), ['1 joined']);
  t.true(witness.roster.isMember(nodeId(1)));
});

test('a stranger is met only if its newest beat is young enough to count', (t) => {
  for (const [sentAt, met] of [
    [80, false],
    [81, true],
    [99, true],
  ] as const) {
    const witness = new Witness(SELF, 90);
    witness.merge(listOf([{ id: 3, incarnation: 1, beat: 5, sentAt }], 99), 100);
    t.is(witness.roster.isMember(nodeId(3)), met, `sent at ${sentAt}`);
    t.is(witness.roster.size, met ? 2 : 1);
  }
});

test('a new incarnation returns with small beats, and the old life counts no more', (t) => {
  const witness = new Witness(SELF, 50);
  witness.merge(listOf([{ id: 1, incarnation: 1, beat: 900, sentAt: 50 }], 50), 51);
  for (let now = 51; now <= 75; now += 1) witness.survey(now);
  t.is(witness.takeTold().at(-1), '1 removed');
  witness.merge(listOf([{ id: 1, incarnation: 2, beat: 1, sentAt: 80 }], 80), 81);
  t.deepEqual(witness.takeTold(), ['1 joined']);
  witness.merge(listOf([{ id: 1, incarnation: 1, beat: 5_000, sentAt: 81 }], 81), 82);
  witness.survey(86);
  t.deepEqual(witness.takeTold(), ['1 suspected']);
});

test('the nth peer is the nth member in order of identity, without the node itself and the removed', (t) => {
  fc.assert(
    fc.property(fc.array(someList, { maxLength: 3 }), (lists) => {
      const { roster } = lists.reduce((witness, list) => {
        witness.merge(list, NOW);
        return witness;
      }, withPast());
      const peers = [...roster.members()].filter((id) => id !== SELF);
      t.deepEqual(
        peers.map((_, nth) => Number(roster.peer(nth))),
        peers,
      );
      t.is(roster.size, peers.length + 1);
      t.throws(() => roster.peer(peers.length), { instanceOf: InvariantError });
    }),
    { seed: 6 },
  );
});

test('a silent member is told of no more: only first-hand news makes its beats go round', (t) => {
  const witness = new Witness(SELF, 50);
  witness.merge(listOf([rowAt(1, 50), rowAt(2, 50)], 50), 51);
  witness.merge(listOf([rowAt(2, 54)], 54), 55);
  const { roll, words } = witness.survey(56);
  t.deepEqual([...roll.ids], [1, 2, SELF]);
  t.is(words[0], UNTOLD);
  t.is(words[1], 54);
});
