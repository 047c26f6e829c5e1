import test from 'ava';
import fc from 'fast-check';
import { key, nodeId } from '../../../src/core/ids.ts';
import { HashTree, ROOT, SLICES, sliceAt, sliceOf } from '../../../src/core/repair/hash-tree.ts';

const member = fc.record({
  name: fc.string({ maxLength: 4 }),
  counter: fc.nat(5),
  writer: fc.integer({ min: 1, max: 3 }),
});
type Member = { readonly name: string; readonly counter: number; readonly writer: number };

function treeOf(members: readonly Member[]): HashTree {
  const tree = new HashTree();
  for (const { name, counter, writer } of members)
    tree.change(key(name), undefined, { counter, writer: nodeId(writer), incarnation: 1 });
  return tree;
}

const nameOf = ({ name, counter, writer }: Member) => `${counter}@${writer} ${name}`;

test('two trees have the same root exactly when they hold the same versions of the same keys', (t) => {
  const sets = fc.uniqueArray(member, { selector: nameOf, maxLength: 6 });
  fc.assert(
    fc.property(sets, sets, (mine, theirs) => {
      const same = mine.map(nameOf).sort().join() === theirs.map(nameOf).sort().join();
      t.is(treeOf(mine).isSame(treeOf(theirs).hashAt(ROOT)), same);
      t.true(treeOf(mine).isSame(treeOf(mine.toReversed()).hashAt(ROOT)));
    }),
    { seed: 1, numRuns: 300 },
  );
});

test('what is taken away leaves the tree as it was before it came', (t) => {
  const kept = { name: 'kept', counter: 1, writer: 1 };
  const gone = { name: 'gone', counter: 2, writer: 1 };
  t.true(treeOf([kept]).isSame(treeOf([kept, gone, gone]).hashAt(ROOT)));
});

test('from the root three questions lead to the one slice that differs', (t) => {
  const kept = { name: 'kept', counter: 1, writer: 1 };
  const mine = treeOf([kept]);
  const theirs = treeOf([kept, { name: 'apple', counter: 2, writer: 1 }]);
  const differing = (at: number) => theirs.childrenOf(at).filter((hash) => !mine.isSame(hash));
  const [inner, ...others] = differing(ROOT);
  t.deepEqual(others, []);
  const leaves = differing(inner?.at ?? -1);
  t.deepEqual(
    leaves.map(({ at }) => sliceAt(at)),
    [sliceOf(key('apple'))],
  );
});

test('keys spread evenly over the slices', (t) => {
  const counts = new Map<number, number>();
  for (let nth = 0; nth < 20 * SLICES; nth += 1) {
    const slice = sliceOf(key(`key${nth}`));
    counts.set(slice, (counts.get(slice) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  t.is(counts.size, SLICES);
  t.true(most < 3 * 20, `${most} keys in the fullest slice`);
});
