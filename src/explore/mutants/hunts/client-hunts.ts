import { huntDice } from '../hunt-dice.ts';
import type { Hunt } from './ground.ts';
import { holds, PATIENT, scenarioOf, share, WORKLOAD } from './ground.ts';
import { lyingClocks, powerCuts } from './host-troubles.ts';
import { accidents, cuts, outages } from './troubles.ts';

/** Nobody is removed, packets are lost, late and doubled, hosts crash and are cut off: what clients see is in order. */
export const STEADY: Hunt = {
  name: 'steady group',
  build: (seed) => {
    const dice = huntDice(seed, 'steady');
    const hosts = 3 + dice.below(3);
    const singleWriter = dice.below(2) === 0;
    return scenarioOf(seed, {
      title: 'clients of a steady group read what was written',
      hosts,
      settings: PATIENT,
      latency: { kind: 'bimodal', fast: { min: 1, max: 6 }, slow: { min: 40, max: 160 }, tail: share(1, 8) },
      workload: { ...WORKLOAD, singleWriter, keys: 1 + dice.below(2), reads: share(3, 5) },
      deeds: [
        ...accidents(dice, [1, 2]),
        ...outages(dice, { hosts, count: 2, from: 200, within: 600, longest: 150 }),
        ...cuts(dice, { hosts, count: 1, from: 200, within: 600, longest: 250 }),
      ],
      ...{ heal: 1200, converge: 1000 },
      claims: [
        {
          checker: 'register',
          wanted: singleWriter ? 'linearizable' : 'monotonic reads and read your writes',
        },
        ...holds('acknowledged-writes', 'convergence', 'exact-replicas'),
      ],
    });
  },
};

/** Replicas judge by what they hold, and second copies of a question come late, to a later life too: one outcome stays. */
export const COPIES: Hunt = {
  name: 'late second copies',
  build: (seed) => {
    const dice = huntDice(seed, 'copies');
    const links = {};
    return scenarioOf(seed, {
      title: 'what was refused once is refused for good',
      hosts: 5,
      settings: { ...PATIENT, judgeByQuorum: 0 },
      latency: { kind: 'uniform', min: 1, max: 3 },
      workload: { ...WORKLOAD, kind: 'churn', clients: 4, keys: 1, operations: 100, retries: 0 },
      deeds: [
        ...lyingClocks(dice, 5),
        { kind: 'install-fault', at: 0, fault: 1, of: { kind: 'duplicate', links, ratio: share(1, 2) } },
        {
          kind: 'install-fault',
          at: 0,
          fault: 2,
          of: { kind: 'reorder', links, ratio: share(1, 3), by: 60 },
        },
        ...powerCuts(dice, { hosts: 5, count: 8, from: 200, within: 400, longest: 4 }),
      ],
      ...{ heal: 900, converge: 900 },
      claims: holds('convergence'),
    });
  },
};

/** Clocks differ: versions must come from what was seen, not from the clock. */
export const SKEWED: Hunt = {
  name: 'skewed clocks',
  build: (seed) => {
    const dice = huntDice(seed, 'skewed');
    const hosts = 3 + dice.below(2);
    const kind = dice.pick(['registers', 'crud'] as const);
    return scenarioOf(seed, {
      title: 'writes keep their order though clocks differ',
      hosts,
      settings: PATIENT,
      latency: { kind: 'uniform', min: 1, max: 6 },
      workload: { ...WORKLOAD, kind, clients: 2, keys: 1, operations: 40 },
      deeds: [
        ...lyingClocks(dice, hosts),
        ...outages(dice, { hosts, count: 1, from: 200, within: 300, longest: 100 }),
      ],
      ...{ heal: 900, converge: 900 },
      claims: holds('acknowledged-writes', 'unique-versions', 'convergence'),
    });
  },
};
