import { ticks } from '../../../core/time.ts';
import type { Scenario } from '../../../scenario/scenario.ts';
import type { WorkloadPlan } from '../../../scenario/workload.ts';
import { huntDice } from '../hunt-dice.ts';
import type { Dated, Hunt } from './ground.ts';
import { holds, PATIENT, scenarioOf, share, WORKLOAD } from './ground.ts';
import { powerCuts } from './host-troubles.ts';
import { Links } from './links.ts';
import { accidents, cuts, only } from './troubles.ts';

/**
 * Readers that rely on leases, and writers that would rather not wait: packets are lost, late and doubled, hosts are cut
 * off, stand still and lose power for less than a lease. Nobody reads what is outdated.
 */
export const LENDERS: Hunt = {
  name: 'lenders',
  build: (seed) => {
    const dice = huntDice(seed, 'lenders');
    const hosts = 3 + dice.below(2);
    return scenarioOf(seed, {
      title: 'a copy under a lease is never outdated',
      hosts,
      settings: {
        ...PATIENT,
        ...{ cacheCoherence: 'lease', level: 'linearizable' },
        cachePrefetch: dice.pick(['none', 'sequential'] as const),
      },
      latency: { kind: 'bimodal', fast: { min: 1, max: 8 }, slow: { min: 20, max: 70 }, tail: share(1, 8) },
      workload: {
        ...WORKLOAD,
        ...{ clients: hosts, keys: 2, operations: 400, reads: share(3, 4), coordinator: 'one' },
        loop: { kind: 'closed', thinkTicks: 1 + dice.below(6) },
      },
      deeds: [
        ...accidents(dice, [2, 8]),
        ...cuts(dice, { hosts, count: 2, from: 200, within: 600, longest: 150 }),
        ...pauses(dice, hosts),
        ...powerCuts(dice, { hosts, count: 4, from: 200, within: 400, longest: 30 }),
      ],
      ...{ heal: 1000, converge: 900 },
      claims: [{ checker: 'register', wanted: 'linearizable' }, ...holds('staleness', 'convergence')],
    });
  },
};

/** Copies that are called back but not waited for, on a network that loses nothing: outdated for one trip and no longer. */
export const CALLED_BACK: Hunt = {
  name: 'copies called back',
  build: (seed) => {
    const dice = huntDice(seed, 'called-back');
    return scenarioOf(seed, {
      title: 'a copy is outdated for the time of one message',
      hosts: 4,
      settings: {
        ...PATIENT,
        cacheCoherence: dice.pick(['invalidate', 'update'] as const),
        cacheTtlTicks: ticks(2000),
      },
      latency: { kind: 'uniform', min: 1, max: 10 },
      workload: {
        ...WORKLOAD,
        ...{ clients: 4, keys: 3, operations: 300, reads: share(3, 4), coordinator: 'one' },
        loop: { kind: 'closed', thinkTicks: 3 },
      },
      deeds: [],
      ...{ heal: 900, converge: 900 },
      claims: [{ checker: 'staleness', wanted: 'at most 12 ticks' }],
    });
  },
};

/** Long enough that much can happen in the time of a lease. */
const LONG_LEASES: Scenario['settings'] = {
  ...{ cacheCoherence: 'lease', level: 'linearizable' },
  ...{ leaseTicks: ticks(300), leaseMarginTicks: ticks(30), operationTimeoutTicks: ticks(500) },
};

const READERS: WorkloadPlan = {
  ...WORKLOAD,
  ...{ kind: 'registers', operations: 700, reads: share(3, 4), coordinator: 'one', timeoutTicks: 600 },
  loop: { kind: 'closed', thinkTicks: 3 },
};

/**
 * One of two who have lent a copy to a reader loses power for a moment, and then the reader is cut off: whoever started
 * again must not take part in a write with the one that has lent nothing.
 */
export const FORGETFUL: Hunt = {
  name: 'lenders that start again',
  build: (seed) => {
    const dice = huntDice(seed, 'forgetful');
    const links = new Links(10);
    // What n1 has lent to n3 is over before n2 loses power.
    const deeds = [400, 1500].flatMap((from): readonly Dated[] => {
      const off = from + 350 + dice.below(200);
      const until = off + 350;
      return [
        ...links.cut([1], [3], from, until),
        ...links.cut([3], [1], from, until),
        { kind: 'crash', at: off, hosts: only(2) },
        { kind: 'restart', at: off + 1 + dice.below(5), hosts: only(2), disk: { kind: 'kept' } },
        ...links.cut([3], [2], off + 1, until),
        ...links.cut([2], [3], off + 1, until),
      ];
    });
    return scenarioOf(seed, {
      title: 'who starts again waits for the leases of its earlier life',
      hosts: 3,
      settings: { ...PATIENT, ...LONG_LEASES },
      latency: { kind: 'uniform', min: 1, max: 4 },
      workload: { ...READERS, clients: 3, keys: 1, singleWriter: true },
      ...{ deeds, heal: 2500, converge: 900 },
      claims: [{ checker: 'register', wanted: 'linearizable' }, ...holds('staleness')],
    });
  },
};

/** Each stands still for about as long as a lease lasts. */
function pauses(dice: ReturnType<typeof huntDice>, hosts: number): readonly Dated[] {
  return [250, 450, 650].flatMap((from) => {
    const host = only(1 + dice.below(hosts));
    const at = from + dice.below(100);
    return [
      { kind: 'pause', at, hosts: host },
      { kind: 'resume', at: at + 20 + dice.below(120), hosts: host },
    ] as const;
  });
}
