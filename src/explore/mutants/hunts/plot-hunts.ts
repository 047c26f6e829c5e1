import { key } from '../../../core/ids.ts';
import { ticks } from '../../../core/time.ts';
import { huntDice } from '../hunt-dice.ts';
import { asked } from './asked.ts';
import type { Hunt } from './ground.ts';
import { holds, PATIENT, scenarioOf } from './ground.ts';
import { Links } from './links.ts';
import type { Plotter } from './plots.ts';
import { ballotBetweenRounds, proposalSurvives, voterForgets } from './plots.ts';

const PLOTTERS: readonly Plotter[] = [voterForgets, proposalSurvives, ballotBetweenRounds];

const ORDERS = [
  [1, 2, 3],
  [2, 3, 1],
  [3, 1, 2],
] as const;

/** Two rounds of one operation, and what others do between them, written out message by message. */
export const PLOTS: Hunt = {
  name: 'between two rounds',
  build: (seed) => {
    const dice = huntDice(seed, 'plots');
    const links = new Links(10);
    const plots = Array.from({ length: 6 }, (_, nth) => {
      const hosts = dice.pick(ORDERS);
      return dice.pick(PLOTTERS)({ dice, key: key(`m${nth}`), at: 200 + 200 * nth, hosts, links });
    });
    return scenarioOf(seed, {
      title: 'what comes between the two rounds of an operation breaks no promise',
      hosts: 3,
      settings: { ...PATIENT, snapshotAfterEntries: 2, snapshotGrowth: 1, operationTimeoutTicks: ticks(190) },
      latency: { kind: 'uniform', min: 1, max: 2 },
      workload: undefined,
      deeds: [...plots.flatMap(({ deeds }) => deeds), ...asked(plots.flatMap(({ requests }) => requests))],
      ...{ heal: 1500, converge: 900 },
      claims: [
        { checker: 'register', wanted: 'linearizable' },
        ...holds('acknowledged-writes', 'convergence'),
      ],
    });
  },
};
