import { huntDice } from '../hunt-dice.ts';
import type { Dated, Hunt } from './ground.ts';
import { holds, PATIENT, scenarioOf, share, WORKLOAD } from './ground.ts';
import { accidents, cuts, only, outages } from './troubles.ts';

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

/** Clocks differ: versions must come from what was seen, not from the clock. */
export const SKEWED: Hunt = {
  name: 'skewed clocks',
  build: (seed) => {
    const dice = huntDice(seed, 'skewed');
    const hosts = 3 + dice.below(2);
    const kind = dice.pick(['registers', 'crud'] as const);
    const deeds = Array.from({ length: hosts }, (_, index): Dated => {
      const clock = { kind: 'offset', ticks: 400 * dice.below(4) } as const;
      return { kind: 'set-clock', at: 1 + index, hosts: only(index + 1), clock };
    });
    return scenarioOf(seed, {
      title: 'writes keep their order though clocks differ',
      hosts,
      settings: PATIENT,
      latency: { kind: 'uniform', min: 1, max: 6 },
      workload: { ...WORKLOAD, kind, clients: 2, keys: 1, operations: 40 },
      deeds: [...deeds, ...outages(dice, { hosts, count: 1, from: 200, within: 300, longest: 100 })],
      ...{ heal: 900, converge: 900 },
      claims: holds('acknowledged-writes', 'unique-versions', 'convergence'),
    });
  },
};

/** Disks are slow and everybody loses power at once: what was acknowledged is there when they are back. */
export const POWER_CUT: Hunt = {
  name: 'power cut',
  build: (seed) => {
    const dice = huntDice(seed, 'power');
    const hosts = 3 + dice.below(2);
    const all = Array.from({ length: hosts }, (_, index) => index + 1);
    const at = 250 + dice.below(150);
    const everybody = { kind: 'numbers', numbers: all } as const;
    return scenarioOf(seed, {
      title: 'what was acknowledged before a power cut is there after it',
      hosts,
      settings: PATIENT,
      latency: { kind: 'uniform', min: 1, max: 6 },
      workload: { ...WORKLOAD, keys: 4, reads: share(1, 4), operations: 60 },
      deeds: [
        { kind: 'set-disk', at: 100, hosts: everybody, disk: { kind: 'slow', ticks: 20 + dice.below(30) } },
        { kind: 'crash', at, hosts: everybody },
        { kind: 'restart', at: at + 50, hosts: everybody, disk: { kind: 'kept' } },
      ],
      ...{ heal: 900, converge: 900 },
      claims: holds('acknowledged-writes', 'convergence', 'no-resurrection'),
    });
  },
};
