import test from 'ava';
import { nodeId } from '../../../src/core/ids.ts';
import { planOffers } from '../../../src/core/repair/plan-offers.ts';

type Row = readonly [
  self: number,
  before: readonly number[],
  after: readonly number[],
  targets: readonly number[],
  rank: number,
];

const PLANS: Readonly<Record<string, Row>> = {
  'nothing changed: nobody to offer to': [1, [1, 2, 3], [1, 2, 3], [], 0],
  'the first survivor offers to the newcomer at once': [2, [1, 2, 3], [2, 3, 4], [4], 0],
  'the second survivor comes after the first': [3, [1, 2, 3], [2, 3, 4], [4], 1],
  'a displaced holder offers to all, after all survivors': [3, [1, 2, 3], [1, 2, 4], [1, 2, 4], 2],
  'a displaced holder without survivors offers to all at once': [3, [1, 2, 3], [4, 5, 6], [4, 5, 6], 0],
  'a holder on neither list offers to all': [9, [1, 2, 3], [1, 2, 4], [1, 2, 4], 2],
  'a newcomer that holds the key already tells the other newcomer, last': [4, [1, 2, 3], [1, 4, 5], [5], 1],
};

for (const [title, [self, before, after, targets, rank]] of Object.entries(PLANS)) {
  test(title, (t) => {
    const plan = planOffers(nodeId(self), before.map(nodeId), after.map(nodeId));
    t.deepEqual(plan, { targets: targets.map(nodeId), rank });
  });
}
