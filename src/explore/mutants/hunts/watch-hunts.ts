import { huntDice } from '../hunt-dice.ts';
import type { Hunt } from './ground.ts';
import { holds, scenarioOf, share, WORKLOAD } from './ground.ts';
import { accidents, cuts, outages } from './troubles.ts';

/**
 * Watchers that remember next to nothing of what they were told, on a lossy network whose hosts crash and are cut off:
 * whatever is told again must not be older.
 */
export const WATCHERS: Hunt = {
  name: 'watchers',
  build: (seed) => {
    const dice = huntDice(seed, 'watchers');
    const hosts = 4 + dice.below(2);
    return scenarioOf(seed, {
      title: 'watchers are told what lasts, in order, and in the end the newest',
      hosts,
      settings: { watchMemoryKeys: 1 },
      latency: { kind: 'uniform', min: 1, max: 20 },
      workload: {
        ...WORKLOAD,
        ...{ kind: dice.pick(['registers', 'crud'] as const), keys: 8, operations: 160, reads: share(1, 8) },
        watch: {
          watchers: 3,
          selection: { prefix: 'k' },
          room: dice.pick([1, 4, 32] as const),
          thinkTicks: dice.pick([1, 10] as const),
        },
      },
      deeds: [
        ...accidents(dice, [5, 15]),
        ...outages(dice, { hosts, count: 2, from: 250, within: 500, longest: 150 }),
        ...cuts(dice, { hosts, count: 1, from: 250, within: 500, longest: 200 }),
      ],
      ...{ heal: 1100, converge: 1500 },
      claims: holds('watches', 'convergence'),
    });
  },
};
