import { ticks } from '../../../core/time.ts';
import type { Expectation } from '../../../scenario/expectation.ts';
import type { Scenario } from '../../../scenario/scenario.ts';
import type { WorkloadPlan } from '../../../scenario/workload.ts';
import type { HuntDice } from '../hunt-dice.ts';
import { huntDice } from '../hunt-dice.ts';
import type { Dated, Hunt } from './ground.ts';
import { holds, scenarioOf, share, WORKLOAD } from './ground.ts';
import { slowDisks } from './host-troubles.ts';
import { Links } from './links.ts';
import { accidents, cuts, only } from './troubles.ts';

const AGREED: Scenario['settings'] = {
  agreedRing: 1,
  suspectAfterTicks: ticks(125),
  removeAfterTicks: ticks(375),
  evictAfterTicks: ticks(700),
  joinPatienceTicks: ticks(300),
};

/** What clients ask for, and what they were promised. */
function promise(
  dice: HuntDice,
  of: Partial<WorkloadPlan>,
): {
  readonly workload: WorkloadPlan;
  readonly claims: readonly Expectation[];
} {
  const each = { ...WORKLOAD, ...of };
  switch (dice.below(4)) {
    case 0:
      return {
        workload: { ...each, kind: 'registers', level: 'quorum' },
        claims: [{ checker: 'register', wanted: 'monotonic reads and read your writes' }],
      };
    case 1:
      return {
        workload: { ...each, kind: 'registers', level: 'linearizable' },
        claims: [{ checker: 'register', wanted: 'linearizable' }],
      };
    case 2:
      return {
        workload: { ...each, kind: 'cas', level: 'cas' },
        claims: [{ checker: 'register', wanted: 'linearizable' }],
      };
    default:
      return {
        workload: { ...each, kind: 'counters', level: 'cas' },
        claims: [...holds('counters'), { checker: 'register', wanted: 'linearizable' }],
      };
  }
}

/**
 * Hosts come and go: some leave, one is told to be gone, some crash and come back with their disk, one of them without: of
 * two at once the copies that nobody else has would be gone, and of two owners one that is lost for good is no minority.
 */
function comings(dice: HuntDice, hosts: number, founders: number): readonly Dated[] {
  let disks = 1;
  let owners = founders;
  return Array.from({ length: 3 }, (_, nth): readonly Dated[] => {
    const at = 700 + nth * 700 + dice.below(500);
    const host = only(2 + dice.below(hosts - 1));
    const until = at + 20 + dice.below(600);
    switch (dice.below(6)) {
      case 0:
        owners -= 1;
        return [{ kind: 'leave', at, hosts: host }];
      case 1:
        return [{ kind: 'dismiss', at, hosts: host }];
      case 2: {
        disks -= 1;
        return [
          { kind: 'crash', at, hosts: host },
          {
            kind: 'restart',
            at: until,
            hosts: host,
            disk: { kind: disks >= 0 && owners > 2 ? 'lost' : 'kept' },
          },
        ];
      }
      case 3:
        return [
          { kind: 'pause', at, hosts: host },
          { kind: 'resume', at: until, hosts: host },
        ];
      case 4:
        return [
          { kind: 'steer', at, how: dice.pick(['cancel', 'halt'] as const) },
          { kind: 'steer', at: until, how: 'go-on' },
        ];
      default:
        return [
          { kind: 'crash', at, hosts: host },
          { kind: 'restart', at: until, hosts: host, disk: { kind: 'kept' } },
        ];
    }
  }).flat();
}

/** The ring changes, by agreement, under faults and load: what each level promises holds throughout. */
export const CHANGING: Hunt = {
  name: 'changing ring',
  build: (seed) => {
    const dice = huntDice(seed, 'changing');
    const hosts = 5 + dice.below(3);
    const late = Array.from(
      { length: 1 + dice.below(2) },
      (_, nth) => [hosts - nth, 500 + dice.below(1500)] as const,
    );
    const { workload, claims } = promise(dice, { keys: 4, operations: 260, startTick: 300 });
    return scenarioOf(seed, {
      title: 'what is promised holds while the ring changes',
      hosts,
      starts: Object.fromEntries(late),
      join: true,
      settings: AGREED,
      latency: { kind: 'uniform', min: 1, max: 8 },
      workload,
      deeds: [
        ...accidents(dice, [0, 6]),
        ...comings(dice, hosts, hosts - late.length),
        { kind: 'steer', at: 3190, how: 'go-on' },
        ...cuts(dice, { hosts, count: dice.below(3), from: 600, within: 2000, longest: 500 }),
      ],
      ...{ heal: 3200, converge: 3500 },
      claims: [
        ...claims,
        ...holds(
          'acknowledged-writes',
          'convergence',
          'exact-replicas',
          'ring-agreement',
          'agreed-ring',
          'quorum-arithmetic',
        ),
      ],
    });
  },
};

/**
 * What n1 says is lost or held up from some moment of an attempt on, so that the next one takes the chair, who has heard of
 * another wish. Now and then all voters lose power meanwhile, or the second one is cut off too and a third takes over.
 */
function dispute(dice: HuntDice, links: Links): readonly Dated[] {
  const others = [2, 3, 4, 5];
  const cut = 520 + dice.below(130);
  const until = cut + 170 + dice.below(250);
  const power = cut + dice.below(90);
  const again = cut + 150 + dice.below(150);
  return [
    { kind: 'leave', at: 500, hosts: only(5) },
    // Some hear nothing of the attempt from the beginning.
    ...(dice.below(3) === 0 ? links.cut([1], [2, 4], 500, until) : []),
    ...(dice.below(2) === 0
      ? links.cut([1], others, cut, until)
      : links.hold([1], others, cut, cut + 90 + dice.below(150))),
    { kind: 'leave', at: cut + 20, hosts: only(4) },
    ...(dice.below(2) === 0
      ? [
          { kind: 'crash', at: power, hosts: { kind: 'numbers', numbers: others } } as const,
          {
            kind: 'restart',
            at: power + 5,
            hosts: { kind: 'numbers', numbers: others },
            disk: { kind: 'kept' },
          } as const,
          { kind: 'leave', at: power + 6, hosts: only(4) } as const,
        ]
      : []),
    ...(dice.below(3) === 0
      ? [
          ...links.cut([2], [1, 3, 4, 5], again, again + 250),
          { kind: 'leave', at: again + 20, hosts: only(3) } as const,
        ]
      : []),
  ];
}

/** Two who preside propose different changes, one after the other and at once: each epoch is decided once. */
export const DISPUTED: Hunt = {
  name: 'disputed chair',
  build: (seed) => {
    const dice = huntDice(seed, 'disputed');
    return scenarioOf(seed, {
      title: 'each epoch is decided once, whoever presides',
      hosts: 5,
      settings: {
        ...AGREED,
        ringIntervalTicks: ticks(40),
        suspectAfterTicks: ticks(60),
        evictAfterTicks: ticks(0),
        tokensPerNode: 8,
      },
      latency: { kind: 'uniform', min: 8, max: 20 },
      workload: undefined,
      deeds: [
        ...(dice.below(3) === 0 ? accidents(dice, [5, 30]) : []),
        ...(dice.below(2) === 0 ? slowDisks(dice, 5) : []),
        ...dispute(dice, new Links(10)),
      ],
      ...{ heal: 1150, converge: 900 },
      claims: holds('agreed-ring'),
    });
  },
};

/** One after the other is gone for so long that it is put out, and comes back; somebody joins, and somebody leaves. */
function turns(dice: HuntDice, hosts: number, links: Links): readonly Dated[] {
  return Array.from({ length: 5 }, (_, nth): readonly Dated[] => {
    const at = 420 + nth * 300 + dice.below(80);
    const host = 1 + dice.below(hosts);
    const others = Array.from({ length: hosts }, (_, index) => index + 1).filter((one) => one !== host);
    const lagging = dice.pick(others);
    const until = at + 100 + dice.below(180);
    const lag = until - 40 + dice.below(80);
    const deaf = links.cut([...others, host], [lagging], lag, lag + 20 + dice.below(60));
    switch (dice.below(6)) {
      case 0:
        return [{ kind: 'leave', at, hosts: only(host) }];
      case 1:
        return [
          ...links.cut([host], others, at, until),
          ...links.cut(others, [host], at, until + dice.below(40)),
          ...deaf,
        ];
      default:
        return [
          { kind: 'crash', at, hosts: only(host) },
          { kind: 'restart', at: until, hosts: only(host), disk: { kind: 'kept' } },
          ...deaf,
        ];
    }
  }).flat();
}

/** Changes follow each other while clients read without pause and hand-overs take long: no promise is broken by any. */
export const TURNS: Hunt = {
  name: 'one change after the other',
  build: (seed) => {
    const dice = huntDice(seed, 'turns');
    const hosts = 4 + dice.below(2);
    const { workload, claims } = promise(dice, {
      ...{ clients: 6, keys: 6, operations: 420, startTick: 300, reads: share(2, 3), timeoutTicks: 120 },
      loop: { kind: 'closed', thinkTicks: 6 },
    });
    return scenarioOf(seed, {
      title: 'what is promised holds while one change follows the other',
      hosts,
      starts: { [hosts]: 450 + dice.below(200) },
      join: true,
      settings: {
        ...AGREED,
        suspectAfterTicks: ticks(60),
        evictAfterTicks: ticks(80),
        joinPatienceTicks: ticks(150),
        stabilizeDelayTicks: ticks(60),
        tokensPerNode: 8,
      },
      latency: { kind: 'uniform', min: 1, max: 12 },
      workload,
      deeds: [...slowDisks(dice, hosts), ...turns(dice, hosts, new Links(10))],
      ...{ heal: 2000, converge: 1600 },
      claims: [...claims, ...holds('acknowledged-writes', 'agreed-ring')],
    });
  },
};
