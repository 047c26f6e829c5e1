import type { Key } from '../../core/ids.ts';
import { ticks } from '../../core/time.ts';
import type { Act, Deed } from '../../scenario/act.ts';
import type { CheckerName, Expectation } from '../../scenario/expectation.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { WorkloadPlan } from '../../scenario/workload.ts';
import type { HuntDice } from './hunt-dice.ts';
import { huntDice } from './hunt-dice.ts';

/** A family of small, hostile scenarios, one for each seed, in which a sound core breaks no claim. */
export interface Hunt {
  readonly name: string;
  readonly build: (seed: number) => Scenario;
}

type Dated = Deed & { readonly at: number };

/** What a hunt says of its scenario; the rest is the same for all. */
interface Ground {
  readonly title: string;
  readonly hosts: number;
  readonly starts?: Readonly<Record<number, number>>;
  readonly settings?: Scenario['settings'];
  readonly profile?: Scenario['profile'];
  readonly latency: Scenario['network']['latency'];
  readonly workload: WorkloadPlan | undefined;
  readonly deeds: readonly Dated[];
  /** When faults end; `play` false: they end by themselves, and who is down stays down. */
  readonly heal: number;
  readonly play?: boolean;
  readonly converge: number;
  readonly claims: readonly Expectation[];
}

const HEAL_NUMBER = 999;
const BLOCK = 1000;

function scenarioOf(seed: number, ground: Ground): Scenario {
  const { heal, converge, play = true, starts = {} } = ground;
  const deeds = ground.deeds.filter(({ at }) => at < heal);
  const acts = deeds.map((deed, place): Act => ({ ...deed, number: (place + 1) * BLOCK }));
  const healing = play ? [{ kind: 'heal', at: heal, number: HEAL_NUMBER } as const] : [];
  return {
    title: ground.title,
    ...{ why: '', source: '', grading: undefined, seed, remarks: [] },
    profile: ground.profile ?? 'drill',
    settings: ground.settings ?? {},
    hosts: Array.from({ length: ground.hosts }, (_, index) => ({
      number: index + 1,
      startTick: starts[index + 1] ?? 0,
      introducer: index === 0,
    })),
    network: { latency: ground.latency },
    workload: ground.workload,
    acts: [...acts, ...healing].sort((a, b) => a.at - b.at),
    heal: { at: heal, convergeTicks: converge },
    endTick: heal + converge,
    expectations: ground.claims,
  };
}

const holds = (...checkers: readonly CheckerName[]): readonly Expectation[] =>
  checkers.map((checker) => ({ checker, wanted: 'holds' }));

const share = (numerator: number, denominator: number) => ({ numerator, denominator });

const WORKLOAD: WorkloadPlan = {
  ...{ kind: 'registers', clients: 4, keys: 2, operations: 80, reads: share(1, 2), startTick: 150 },
  loop: { kind: 'closed', thinkTicks: 10 },
  ...{ timeoutTicks: 300, retries: 1, coordinator: 'any', singleWriter: false },
};

const IN_STEP: readonly CheckerName[] = [
  ...(['acknowledged-writes', 'convergence', 'exact-replicas', 'ring-agreement'] as const),
  ...(['detector-completeness', 'no-resurrection'] as const),
];

/** So patient that nobody is ever removed: what a quorum promises then holds without a fence. */
const PATIENT: Scenario['settings'] = { suspectAfterTicks: ticks(50_000), removeAfterTicks: ticks(90_000) };

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

/** Twice as quick as the profile in noticing who is gone. */
const QUICK: Scenario['settings'] = { suspectAfterTicks: ticks(75), removeAfterTicks: ticks(200) };

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

/** When nobody writes any more, many join at once over a lossy network: offers are repeated until each is confirmed. */
export const CROWD: Hunt = {
  name: 'crowd at the door',
  build: (seed) => {
    const dice = huntDice(seed, 'crowd');
    const [hosts, first] = dice.pick([
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
          operation: { kind: 'create', key: 'k0' as Key, value: 'v' },
          expected: 'v',
        },
      ],
      ...{ heal: 130, converge: 60 },
      claims: holds('detector-completeness', 'detector-accuracy', 'ring-agreement', 'exact-replicas'),
    });
  },
};

export const HUNTS: readonly Hunt[] = [STEADY, SKEWED, MOVING, LOSSLESS, CROWD, POWER_CUT, CLASSIC_GROUP];

const only = (host: number) => ({ kind: 'numbers', numbers: [host] }) as const;

/** Packets lost, doubled and overtaken, on all links. @param most share of each in hundredths */
function accidents(dice: HuntDice, [least, most]: readonly [number, number]): readonly Dated[] {
  const ratio = () => share(least + dice.below(most - least + 1), 100);
  const links = {};
  return [
    { kind: 'install-fault', at: 0, fault: 1, of: { kind: 'loss', links, ratio: ratio() } },
    { kind: 'install-fault', at: 0, fault: 2, of: { kind: 'duplicate', links, ratio: ratio() } },
    { kind: 'install-fault', at: 0, fault: 3, of: { kind: 'reorder', links, ratio: ratio(), by: 30 } },
  ];
}

interface Spell {
  readonly hosts: number;
  readonly count: number;
  readonly from: number;
  readonly within: number;
  readonly longest: number;
}

/** Hosts that crash one at a time and come back with their disks; never the introducer. */
function outages(dice: HuntDice, { hosts, count, from, within, longest }: Spell): readonly Dated[] {
  const each = Math.floor(within / Math.max(1, count));
  return Array.from({ length: count }, (_, nth) => {
    const host = only(2 + dice.below(hosts - 1));
    const at = from + nth * (each + longest) + dice.below(each);
    const until = at + 1 + dice.below(longest);
    return [
      { kind: 'crash', at, hosts: host },
      { kind: 'restart', at: until, hosts: host, disk: { kind: 'kept' } },
    ] as const;
  }).flat();
}

/** One host is cut off from the others for a while. */
function cuts(dice: HuntDice, { hosts, count, from, within, longest }: Spell): readonly Dated[] {
  return Array.from({ length: count }, (_, nth) => {
    const host = 1 + dice.below(hosts);
    const others = Array.from({ length: hosts }, (_entry, index) => index + 1).filter((one) => one !== host);
    const at = from + dice.below(within);
    const fault = 10 + nth;
    const oneWay = dice.below(3) === 0;
    const groups = [[host], others];
    return [
      { kind: 'install-fault', at, fault, of: { kind: 'partition', groups, oneWay } },
      { kind: 'remove-fault', at: at + 1 + dice.below(longest), fault },
    ] as const;
  }).flat();
}
