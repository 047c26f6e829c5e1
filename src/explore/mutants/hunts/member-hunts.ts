import { key } from '../../../core/ids.ts';
import { ticks } from '../../../core/time.ts';
import type { CheckerName } from '../../../scenario/expectation.ts';
import type { Scenario } from '../../../scenario/scenario.ts';
import type { WorkloadPlan } from '../../../scenario/workload.ts';
import type { HuntDice } from '../hunt-dice.ts';
import { huntDice } from '../hunt-dice.ts';
import type { Asked } from './asked.ts';
import { asked } from './asked.ts';
import type { Hunt } from './ground.ts';
import { holds, PATIENT, scenarioOf, share, WORKLOAD } from './ground.ts';
import { accidents, cuts, only, outages } from './troubles.ts';

const IN_STEP: readonly CheckerName[] = [
  ...(['acknowledged-writes', 'convergence', 'exact-replicas', 'ring-agreement'] as const),
  ...(['detector-completeness', 'no-resurrection'] as const),
];

/** Twice as quick as the profile in noticing who is gone. */
const QUICK: Scenario['settings'] = { suspectAfterTicks: ticks(75), removeAfterTicks: ticks(200) };

/** Members crash for long, come back, and join late, over a lossy network: everything comes together again. */
export const MOVING: Hunt = {
  name: 'moving group',
  build: (seed) => {
    const dice = huntDice(seed, 'moving');
    const hosts = 4 + dice.below(3);
    const kind = dice.pick(['crud', 'churn', 'registers'] as const);
    return scenarioOf(seed, {
      title: 'a group whose members come and go comes together again',
      hosts,
      starts: { [hosts]: 100 + dice.below(400) },
      settings: QUICK,
      latency: { kind: 'uniform', min: 1, max: 12 },
      workload: { ...WORKLOAD, kind, keys: 6, operations: 100 },
      deeds: [
        ...accidents(dice, [3, 10]),
        ...outages(dice, { hosts, count: 1, from: 300, within: 500, longest: 500 }),
        ...cuts(dice, { hosts, count: dice.below(2), from: 300, within: 400, longest: 400 }),
      ],
      ...{ heal: 1300, converge: 1500 },
      claims: holds(...IN_STEP.filter((checker) => checker !== 'acknowledged-writes')),
    });
  },
};

/**
 * Writes that leave all replicas alike without any repair: registers, or deletions too, but then one at a time, since
 * replicas judge a deletion by what each of them holds just then.
 */
function untroubled(dice: HuntDice): Pick<WorkloadPlan, 'kind' | 'clients' | 'operations' | 'loop'> {
  const thinkTicks = 25;
  return dice.below(2) === 0
    ? { kind: 'registers', clients: 4, operations: 40, loop: { kind: 'closed', thinkTicks } }
    : { kind: 'churn', clients: 1, operations: 12, loop: { kind: 'closed', thinkTicks } };
}

/** No packet is lost and nothing is offered without need: stabilization alone restores each key, and moves little. */
export const LOSSLESS: Hunt = {
  name: 'lossless moves',
  build: (seed) => {
    const dice = huntDice(seed, 'lossless');
    const hosts = 5 + dice.below(2);
    const victim = 2 + dice.below(hosts - 2);
    const at = 720 + dice.below(250);
    return scenarioOf(seed, {
      title: 'stabilization alone restores every key after a join or a failure',
      hosts,
      starts: { [hosts]: 640 + dice.below(60) },
      settings: { ...QUICK, antiEntropyIntervalTicks: ticks(0) },
      latency: { kind: 'uniform', min: 1, max: 5 },
      workload: { ...WORKLOAD, ...untroubled(dice), keys: 12 },
      deeds: dice.below(2) === 0 ? [] : [{ kind: 'crash', at, hosts: only(victim) }],
      ...{ heal: 1200, play: false, converge: 900 },
      claims: holds(...IN_STEP, 'detector-accuracy', 'minimal-movement'),
    });
  },
};

/** A member is away for so long that others stand in for it, and what it holds is written anew meanwhile. */
export const AWAY: Hunt = {
  name: 'missed while away',
  build: (seed) => {
    const dice = huntDice(seed, 'away');
    const hosts = 4 + dice.below(3);
    const away = only(2 + dice.below(hosts - 1));
    const requests = ['red', 'green'].flatMap((value, nth) =>
      Array.from({ length: 12 }, (_, place): Asked => {
        return {
          at: 300 + 500 * nth + 5 * place,
          by: 1,
          operation: { kind: 'put', key: key(`k${place}`), value },
        };
      }),
    );
    return scenarioOf(seed, {
      title: 'stabilization alone brings who was away what it has missed',
      hosts,
      settings: { ...QUICK, antiEntropyIntervalTicks: ticks(0), hintLifeTicks: ticks(0) },
      latency: { kind: 'uniform', min: 1, max: 5 },
      workload: undefined,
      deeds: [
        ...asked(requests),
        { kind: 'crash', at: 400 + dice.below(100), hosts: away },
        { kind: 'restart', at: 880 + dice.below(200), hosts: away, disk: { kind: 'kept' } },
      ],
      ...{ heal: 1300, play: false, converge: 700 },
      claims: holds(...IN_STEP),
    });
  },
};

/** When nobody writes any more, many join at once over a lossy network: offers are repeated until each is confirmed. */
export const CROWD: Hunt = {
  name: 'crowd at the door',
  build: (seed) => {
    const dice = huntDice(seed, 'crowd');
    const [hosts, first] = dice.pick([
      [8, 4],
      [6, 4],
      [5, 4],
      [4, 4],
    ] as const);
    const at = 1010 + dice.below(100);
    const late = Array.from({ length: hosts - first + 1 }, (_, index) => [first + index, at] as const);
    const loss = { kind: 'loss', links: {}, ratio: share(20 + dice.below(20), 100) } as const;
    return scenarioOf(seed, {
      title: 'every key reaches its new replicas though offers are lost',
      hosts,
      starts: Object.fromEntries(late),
      settings: { ...PATIENT, antiEntropyIntervalTicks: ticks(0) },
      latency: { kind: 'uniform', min: 1, max: 20 },
      workload: { ...WORKLOAD, ...untroubled(dice), keys: 10 },
      deeds: [{ kind: 'install-fault', at: 1000, fault: 1, of: loss }],
      ...{ heal: 1800, converge: 900 },
      claims: holds('acknowledged-writes', 'convergence', 'exact-replicas', 'no-resurrection'),
    });
  },
};

/** Each round tells one peer only: news is old when it arrives, and yet the dead are removed in time, and nobody else. */
export const RUMOURS: Hunt = {
  name: 'slow rumours',
  build: (seed) => {
    const dice = huntDice(seed, 'rumours');
    const hosts = 20 + dice.below(6);
    const at = 400 + dice.below(50);
    return scenarioOf(seed, {
      title: 'however slow the news, the dead are removed in time',
      hosts,
      settings: { gossipFanout: 1, suspectAfterTicks: ticks(400), removeAfterTicks: ticks(600) },
      latency: { kind: 'uniform', min: 1, max: 10 },
      workload: undefined,
      deeds: [{ kind: 'crash', at, hosts: only(2 + dice.below(hosts - 1)) }],
      // The run is over when everybody must have removed it.
      ...{ heal: at + 700, play: false, converge: 28 },
      claims: holds('detector-completeness', 'detector-accuracy', 'ring-agreement'),
    });
  },
};

/** The profile of the classic testcases: who fails is noticed in time, and nobody else is removed. */
export const CLASSIC_GROUP: Hunt = {
  name: 'classic group',
  build: (seed) => {
    const dice = huntDice(seed, 'classic');
    const hosts = 6 + dice.below(5);
    return scenarioOf(seed, {
      title: 'a failed member is noticed in time and no other',
      profile: 'classic',
      hosts,
      latency: { kind: 'uniform', min: 1, max: 1 },
      workload: undefined,
      deeds: [
        { kind: 'crash', at: 60 + dice.below(20), hosts: only(2 + dice.below(hosts - 1)) },
        {
          kind: 'request',
          at: 40,
          request: 0,
          operation: { kind: 'create', key: key('k0'), value: 'v' },
          expected: 'v',
        },
      ],
      ...{ heal: 130, converge: 60 },
      claims: holds('detector-completeness', 'detector-accuracy', 'ring-agreement', 'exact-replicas'),
    });
  },
};
