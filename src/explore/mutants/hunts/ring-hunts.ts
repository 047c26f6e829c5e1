import { ticks } from '../../../core/time.ts';
import type { Expectation } from '../../../scenario/expectation.ts';
import type { Scenario } from '../../../scenario/scenario.ts';
import type { WorkloadPlan } from '../../../scenario/workload.ts';
import type { HuntDice } from '../hunt-dice.ts';
import { huntDice } from '../hunt-dice.ts';
import type { Dated, Hunt } from './ground.ts';
import { holds, scenarioOf, WORKLOAD } from './ground.ts';
import { accidents, cuts, only } from './troubles.ts';

const AGREED: Scenario['settings'] = {
  agreedRing: 1,
  suspectAfterTicks: ticks(125),
  removeAfterTicks: ticks(375),
  evictAfterTicks: ticks(700),
  joinPatienceTicks: ticks(300),
};

/** What clients ask for, and what they were promised. */
function promise(dice: HuntDice): {
  readonly workload: WorkloadPlan;
  readonly claims: readonly Expectation[];
} {
  const each = { ...WORKLOAD, keys: 4, operations: 260, startTick: 300 };
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
 * two at once the copies that nobody else has would be gone.
 */
function comings(dice: HuntDice, hosts: number): readonly Dated[] {
  let disks = 1;
  return Array.from({ length: 3 }, (_, nth): readonly Dated[] => {
    const at = 700 + nth * 700 + dice.below(500);
    const host = only(2 + dice.below(hosts - 1));
    const until = at + 20 + dice.below(600);
    switch (dice.below(6)) {
      case 0:
        return [{ kind: 'leave', at, hosts: host }];
      case 1:
        return [{ kind: 'dismiss', at, hosts: host }];
      case 2: {
        disks -= 1;
        return [
          { kind: 'crash', at, hosts: host },
          { kind: 'restart', at: until, hosts: host, disk: { kind: disks >= 0 ? 'lost' : 'kept' } },
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
    const { workload, claims } = promise(dice);
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
        ...comings(dice, hosts),
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
