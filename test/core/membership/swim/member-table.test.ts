import test from 'ava';
import fc from 'fast-check';
import { nodeId } from '../../../../src/core/ids.ts';
import type { Told } from './records.ts';
import { witnessed } from './records.ts';

const someRecord: fc.Arbitrary<Told> = fc.record({
  member: fc.integer({ min: 1, max: 6 }),
  standing: fc.constantFrom('alive', 'suspected', 'down'),
  incarnation: fc.integer({ min: 1, max: 3 }),
  refutation: fc.integer({ min: 0, max: 2 }),
});
const SELF = 9;

function tableAfter(told: readonly Told[]) {
  const { table, hear } = witnessed(SELF);
  for (const record of told) hear(record);
  return [...table.records(() => 0)];
}

test('what is known does not depend on the order in which it is heard, nor on how often', (t) => {
  fc.assert(
    fc.property(
      fc
        .array(someRecord, { maxLength: 20 })
        .chain((told) =>
          fc.tuple(
            fc.constant(told),
            fc.shuffledSubarray([...told, ...told], { minLength: 2 * told.length }),
          ),
        ),
      ([told, shuffled]) => t.deepEqual(tableAfter(shuffled), tableAfter(told)),
    ),
    { seed: 1, numRuns: 200 },
  );
});

test('a higher incarnation counts for more than any word on a lower one, a refutation for more than a suspicion', (t) => {
  const { table, changes, hear } = witnessed(SELF);
  hear({ member: 2, standing: 'alive' });
  hear({ member: 2, standing: 'suspected' });
  hear({ member: 2, standing: 'alive' });
  t.true(table.isSuspected(nodeId(2)), 'the same word again refutes nothing');
  hear({ member: 2, standing: 'alive', refutation: 1 });
  t.false(table.isSuspected(nodeId(2)));
  hear({ member: 2, standing: 'suspected' });
  t.false(table.isSuspected(nodeId(2)), 'it was refuted');
  hear({ member: 2, standing: 'down', refutation: 1 });
  hear({ member: 2, standing: 'alive', refutation: 1 });
  t.false(table.isMember(nodeId(2)), 'a late rumour');
  hear({ member: 2, standing: 'alive', incarnation: 2 });
  hear({ member: 2, standing: 'down', refutation: 7 });
  t.true(table.isMember(nodeId(2)));
  t.deepEqual(changes, ['joined 2', 'suspected 2', 'cleared 2', 'removed 2', 'joined 2']);
});

test('who is down is remembered for a time, and is a stranger after it', (t) => {
  const { table, hear } = witnessed(SELF);
  hear({ member: 3, standing: 'alive' });
  hear({ member: 2, standing: 'alive' });
  hear({ member: 2, standing: 'down' }, 50);
  table.forget(50);
  t.deepEqual([...table.removed()], [2]);
  table.forget(51);
  t.deepEqual([...table.removed()], []);
  t.deepEqual([...table.members()], [3, 9]);
  t.is(table.size, 2);
});

test('members stay in order whatever order they come in, and however many', (t) => {
  const { table, hear } = witnessed(500);
  for (let nth = 0; nth < 300; nth += 1) hear({ member: ((nth * 7) % 300) + 1, standing: 'alive' });
  t.deepEqual(
    [...table.others()],
    Array.from({ length: 300 }, (_, index) => index + 1),
  );
  t.is(table.size, 301);
  t.is(table.incarnationOf(nodeId(300)), 1);
  t.is(table.incarnationOf(nodeId(301)), 0);
});
