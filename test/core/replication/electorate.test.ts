import test from 'ava';
import { nodeId } from '../../../src/core/ids.ts';
import { majorityOf } from '../../../src/core/ownership/epoch.ts';
import { Electorate } from '../../../src/core/replication/electorate.ts';

/** Replicas of one key in one ring. */
const part = (ids: readonly number[]) => ({ replicas: ids.map(nodeId), needed: majorityOf(3, ids.length) });

const electorate = (...rings: readonly (readonly number[])[]) => new Electorate(rings.map(part));

/** All subsets of n1 … n6, as identities. */
const SETS = Array.from({ length: 64 }, (_, mask) =>
  [1, 2, 3, 4, 5, 6].filter((id) => (mask >> (id - 1)) & 1).map(nodeId),
);

/** Sets of replicas that matter: all of one to three of n1 … n6. */
const RINGS = SETS.filter(({ length }) => length >= 1 && length <= 3);

test('whatever a pending electorate decides meets what the ring before decides, and what the one after does', (t) => {
  let pairs = 0;
  // Up to names the ring before is 1, 12 or 123.
  for (const before of [[1], [1, 2], [1, 2, 3]].map((ids) => ids.map(nodeId))) {
    for (const after of RINGS) {
      const pending = SETS.filter((set) => electorate(before, after).isMet(set));
      for (const alone of [before, after]) {
        for (const set of SETS.filter((some) => electorate(alone).isMet(some))) {
          pairs += pending.length;
          if (pending.some((other) => !other.some((node) => set.includes(node) && alone.includes(node))))
            t.fail(`${before} to ${after}: ${set} decides in ${alone} and meets nobody`);
        }
      }
    }
  }
  t.true(pairs > 10_000);
});

test('those who refuse hold what was decided before, and leave no quorum to those who do not', (t) => {
  for (const before of [[1], [1, 2], [1, 2, 3]].map((ids) => ids.map(nodeId))) {
    const needed = before.length - majorityOf(3, before.length) + 1;
    const old = electorate(before);
    for (const refusing of SETS.filter(
      (set) => set.filter((node) => before.includes(node)).length >= needed,
    )) {
      t.true(old.isLost(refusing));
      for (const decided of SETS.filter((set) => old.isMet(set)))
        t.true(decided.some((node) => refusing.includes(node)));
    }
  }
});

test('a pending electorate waits for both rings, and is lost with either', (t) => {
  const both = electorate([1, 2, 3], [2, 3, 4]);
  const decide = (succeeded: readonly number[], lost: readonly number[] = []) =>
    both.decide(succeeded.map(nodeId), [], lost.map(nodeId));
  t.is(decide([1, 2]), 'waiting');
  t.is(decide([2, 3]), 'met');
  t.is(decide([1, 2, 4]), 'met');
  t.is(decide([1, 2], [3, 4]), 'impossible');
  t.is(decide([], [1]), 'waiting');
});

test('a decision is met, impossible or open as the sets of replicas say', (t) => {
  for (const after of RINGS) {
    const both = electorate([1, 2, 3], after);
    for (const set of SETS) {
      t.is(both.decide(set, [], []) === 'met', both.isMet(set));
      t.is(both.decide([], [], set) === 'impossible', both.isLost(set));
    }
  }
});

test('everybody of both rings is asked once, those in effect first', (t) => {
  t.deepEqual(electorate([3, 1, 2], [4, 1, 3]).replicas.map(Number), [3, 1, 2, 4]);
});
