import { ticks } from '../../../core/time.ts';
import { huntDice } from '../hunt-dice.ts';
import type { Hunt } from './ground.ts';
import { holds, scenarioOf, share } from './ground.ts';
import { only, severed } from './troubles.ts';

const PROBING = { detector: 'swim' } as const;
/** Whoever is suspected wrongly is removed: a refutation goes with probes only, and comes too late. */
const HASTY = {
  ...PROBING,
  suspicionMultiplier: 1,
  suspicionMaxMultiplier: 1,
  rumourIntervalTicks: ticks(400),
} as const;
const NEAR = { kind: 'uniform', min: 1, max: 3 } as const;

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, nth) => from + nth);

/** One link is cut one way: others answer for who is behind it, so that nobody is even suspected. */
export const CUT_LINK: Hunt = {
  name: 'one cut link',
  build: (seed) => {
    const dice = huntDice(seed, 'cut link');
    const hosts = 5 + dice.below(4);
    const to = 2 + dice.below(hosts - 1);
    const of = { kind: 'partition', groups: [[1], [to]], oneWay: true } as const;
    return scenarioOf(seed, {
      title: 'a member that one other cannot reach is not removed',
      hosts,
      settings: HASTY,
      latency: NEAR,
      workload: undefined,
      deeds: [{ kind: 'install-fault', at: 300, fault: 1, of }],
      ...{ heal: 1700, converge: 300 },
      claims: holds('detector-accuracy', 'ring-agreement'),
    });
  },
};

/** A host that nobody reaches for a while is suspected, and refutes; the run ends when a wrong removal would be seen. */
export const REFUTED: Hunt = {
  name: 'refuted suspicions',
  build: (seed) => {
    const dice = huntDice(seed, 'refuted');
    const hosts = 6 + dice.below(4);
    const at = 400 + dice.below(100);
    const links = { to: [2 + dice.below(hosts - 1)] };
    return scenarioOf(seed, {
      title: 'who is suspected for a while only stays a member',
      hosts,
      settings: { ...PROBING, knockEveryRounds: 0 },
      latency: NEAR,
      workload: undefined,
      deeds: [
        { kind: 'install-fault', at, fault: 1, of: { kind: 'loss', links, ratio: share(1, 1) } },
        { kind: 'remove-fault', at: at + 100 + dice.below(50), fault: 1 },
      ],
      ...{ heal: at + 1900, play: false, converge: 100 },
      claims: holds('ring-agreement'),
    });
  },
};

/** Two parts remove each other and meet again: nobody is removed by the own part for what the other one says. */
export const PARTS: Hunt = {
  name: 'parts that meet again',
  build: (seed) => {
    const dice = huntDice(seed, 'parts');
    const hosts = 6 + dice.below(4);
    const edge = 2 + dice.below(hosts - 3);
    const groups = [range(1, edge), range(edge + 1, hosts)];
    const until = 3600 + dice.below(200);
    return scenarioOf(seed, {
      title: 'parts that removed each other find each other',
      hosts,
      settings: PROBING,
      latency: { kind: 'uniform', min: 1, max: 9 },
      workload: undefined,
      deeds: [
        { kind: 'install-fault', at: 400, fault: 1, of: { kind: 'partition', groups, oneWay: false } },
        { kind: 'remove-fault', at: until, fault: 1 },
      ],
      ...{ heal: until + 1, play: false, converge: 2600 },
      claims: holds('ring-agreement', 'detector-accuracy'),
    });
  },
};

/** A host crashes, is removed soon, and comes back in a new life. */
export const LIVES: Hunt = {
  name: 'one life after the other',
  build: (seed) => {
    const dice = huntDice(seed, 'lives');
    const hosts = 5 + dice.below(3);
    const host = only(2 + dice.below(hosts - 1));
    const at = 500 + dice.below(100);
    return scenarioOf(seed, {
      title: 'who fails is removed when enough others suspect it, and taken back when it starts again',
      hosts,
      // The longest time is out of reach.
      settings: { ...PROBING, suspicionMaxMultiplier: 30 },
      latency: NEAR,
      workload: undefined,
      deeds: [
        { kind: 'crash', at, hosts: host },
        { kind: 'restart', at: at + 1_400, hosts: host, disk: { kind: 'kept' } },
        { kind: 'crash', at: at + 2_300, hosts: host },
        { kind: 'restart', at: at + 2_500 + dice.below(400), hosts: host, disk: { kind: 'kept' } },
      ],
      ...{ heal: at + 3_200, play: false, converge: 500 },
      claims: holds('detector-completeness', 'detector-accuracy', 'ring-agreement'),
    });
  },
};

/** Introducers that are dead, and hosts that take themselves to belong elsewhere. */
export const DOORS: Hunt = {
  name: 'dead and foreign doors',
  build: (seed) => {
    const dice = huntDice(seed, 'doors');
    const hosts = 6 + dice.below(3);
    const late = 900 + dice.below(100);
    return scenarioOf(seed, {
      title: 'newcomers find the one introducer of their cluster that lives',
      hosts,
      introducers: [1, 2, 3, 4],
      clusters: ['blue', 'green'],
      starts: { [hosts - 1]: late, [hosts]: late + dice.below(50) },
      settings: dice.below(2) === 0 ? PROBING : {},
      latency: NEAR,
      workload: undefined,
      deeds: [{ kind: 'crash', at: 300, hosts: { kind: 'numbers', numbers: [1, 2] } }],
      ...{ heal: late + 2000, play: false, converge: 900 },
      claims: holds('ring-agreement', 'detector-completeness', 'detector-accuracy'),
    });
  },
};

/** A host falls asleep over a suspicion that is refuted meanwhile, and wakes when nothing else excuses a removal. */
export const SLEEPY: Hunt = {
  name: 'asleep over a suspicion',
  build: (seed) => {
    const dice = huntDice(seed, 'sleepy');
    const hosts = 5 + dice.below(2);
    const sleeper = only(2 + dice.below(hosts - 2));
    const at = 400 + dice.below(100);
    const until = at + 140;
    return scenarioOf(seed, {
      title: 'who slept removes nobody for it',
      hosts,
      settings: PROBING,
      latency: NEAR,
      workload: undefined,
      deeds: [
        ...severed({ host: hosts, hosts, fault: 1, at, until }),
        { kind: 'pause', at: until - dice.below(30), hosts: sleeper },
        { kind: 'resume', at: until + 3000, hosts: sleeper },
      ],
      ...{ heal: until + 3900, play: false, converge: 100 },
      claims: holds('ring-agreement', 'detector-accuracy'),
    });
  },
};
