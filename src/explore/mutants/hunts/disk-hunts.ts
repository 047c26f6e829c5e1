import { ticks } from '../../../core/time.ts';
import type { HuntDice } from '../hunt-dice.ts';
import { huntDice } from '../hunt-dice.ts';
import type { Dated, Hunt } from './ground.ts';
import { holds, PATIENT, scenarioOf, share, WORKLOAD } from './ground.ts';
import { everybody, lyingClocks, powerCuts, slowDisks } from './host-troubles.ts';
import { only } from './troubles.ts';

/** What level `quorum` promises; where nobody answers in time, writes are repeated and may show twice. */
const GOES_ON = { checker: 'register', wanted: 'monotonic reads and read your writes' } as const;

/** Disks are slow and everybody loses power at once: what was acknowledged is there when they are back. */
export const POWER_CUT: Hunt = {
  name: 'power cut',
  build: (seed) => {
    const dice = huntDice(seed, 'power');
    const hosts = 3 + dice.below(2);
    const at = 250 + dice.below(150);
    return scenarioOf(seed, {
      title: 'what was acknowledged before a power cut is there after it',
      hosts,
      settings: PATIENT,
      latency: { kind: 'uniform', min: 1, max: 6 },
      workload: { ...WORKLOAD, keys: 4, reads: share(1, 4), operations: 60 },
      deeds: [
        {
          kind: 'set-disk',
          at: 100,
          hosts: everybody(hosts),
          disk: { kind: 'slow', ticks: 20 + dice.below(30) },
        },
        { kind: 'crash', at, hosts: everybody(hosts) },
        { kind: 'restart', at: at + 50, hosts: everybody(hosts), disk: { kind: 'kept' } },
      ],
      ...{ heal: 900, converge: 900 },
      claims: holds('acknowledged-writes', 'convergence', 'no-resurrection'),
    });
  },
};

/** Power fails again and again, in the middle of writes and snapshots, and counters run ahead of most clocks. */
export const FLICKER: Hunt = {
  name: 'flickering power',
  build: (seed) => {
    const dice = huntDice(seed, 'flicker');
    const hosts = 3 + dice.below(3);
    return scenarioOf(seed, {
      title: 'nothing acknowledged is lost and no version is issued twice, however often power fails',
      hosts,
      settings: { ...PATIENT, snapshotAfterEntries: dice.pick([4, 8, 32] as const) },
      latency: { kind: 'uniform', min: 1, max: 6 },
      workload: {
        ...WORKLOAD,
        ...{ kind: dice.pick(['registers', 'crud'] as const), clients: 6, keys: dice.pick([2, 16] as const) },
        ...{ operations: 120, reads: share(1, 5), timeoutTicks: 60, loop: { kind: 'closed', thinkTicks: 3 } },
      },
      deeds: [
        ...lyingClocks(dice, hosts),
        ...slowDisks(dice, hosts),
        ...powerCuts(dice, { hosts, count: 5, from: 200, within: 500, longest: 10 }),
      ],
      ...{ heal: 900, converge: 900 },
      claims: holds('acknowledged-writes', 'convergence', 'unique-versions'),
    });
  },
};

/**
 * All start again over slow links: nobody answers for a ring of those that it has met since. Clients begin when all have
 * met, which takes up to 285 ticks here: while a group forms its members see different rings, and no level promises
 * anything across two rings.
 */
export const RESTART_OF_ALL: Hunt = {
  name: 'restart of all',
  build: (seed) => {
    const dice = huntDice(seed, 'restart');
    const hosts = 5 + dice.below(3);
    const at = 700 + dice.below(100);
    return scenarioOf(seed, {
      title: 'when all start again, nobody answers that a key is not there',
      hosts,
      settings: { ...PATIENT, gossipIntervalTicks: ticks(80) },
      latency: { kind: 'uniform', min: 1, max: 40 },
      workload: {
        ...WORKLOAD,
        ...{ clients: 6, keys: 8, operations: 200, reads: share(3, 4), timeoutTicks: 60, singleWriter: true },
        ...{ startTick: 400, loop: { kind: 'closed', thinkTicks: 3 } },
      },
      deeds: [
        { kind: 'crash', at, hosts: everybody(hosts) },
        { kind: 'restart', at: at + 20, hosts: everybody(hosts), disk: { kind: 'kept' } },
      ],
      ...{ heal: 1150, converge: 1500 },
      claims: [GOES_ON, ...holds('acknowledged-writes', 'exact-replicas')],
    });
  },
};

/** What a disk loses: half of all, the ring too; or a record here and there, so that it is silent for few keys only. */
function losses(dice: HuntDice) {
  const workload = { ...WORKLOAD, operations: 300, singleWriter: true, reads: share(3, 5) };
  const loop = { kind: 'closed', thinkTicks: 5 } as const;
  if (dice.below(2) === 0) {
    const kind = dice.pick(['registers', 'churn'] as const);
    return {
      ratio: share(1, 2),
      workload: { ...workload, loop, kind, keys: 6 },
      claim: GOES_ON,
      settings: {},
    };
  }
  const level = 'linearizable' as const;
  return {
    ratio: share(1, 24),
    workload: { ...workload, loop, level, keys: 24, timeoutTicks: 60 },
    claim: { checker: 'register', wanted: level } as const,
    // What has rotted in a snapshot is known by its key; of what has rotted behind it nobody knows what it was.
    settings: { snapshotAfterEntries: 2, snapshotGrowth: 1 },
  };
}

/**
 * A disk rots while its host is the only one that is up and knows: it is silent until it was told again. Who knows comes back
 * late, or soon and not heard by the third, whose clients then hear those two only.
 */
export const ROT: Hunt = {
  name: 'rotten disk',
  build: (seed) => {
    const dice = huntDice(seed, 'rot');
    const hosts = 3;
    const [knows, away, rotten] = dice.pick([
      [1, 2, 3],
      [2, 3, 1],
      [3, 1, 2],
      [1, 3, 2],
    ] as const);
    const at = 300 + dice.below(100);
    const late = at + 700;
    const back = dice.pick([late, at + 400 + dice.below(120)]);
    const { ratio, workload, claim, settings } = losses(dice);
    const parted = (fault: number, from: number, groups: readonly (readonly number[])[]): Dated => {
      const of = { kind: 'partition', groups, oneWay: false } as const;
      return { kind: 'install-fault', at: from, fault, of };
    };
    return scenarioOf(seed, {
      title: 'a replica whose disk has rotted does not say that nothing was written',
      hosts,
      settings: { ...PATIENT, hintLifeTicks: ticks(500), ...settings },
      latency: { kind: 'uniform', min: 1, max: 6 },
      workload,
      deeds: [
        parted(10, at, [[knows, rotten], [away]]),
        { kind: 'set-disk', at: at + 190, hosts: only(rotten), disk: { kind: 'rot', ratio } },
        { kind: 'remove-fault', at: at + 200, fault: 10 },
        ...(back === late ? [] : [parted(11, at + 200, [[knows], [away]])]),
        { kind: 'crash', at: at + 200, hosts: everybody(hosts) },
        { kind: 'restart', at: at + 201, hosts: only(away), disk: { kind: 'kept' } },
        { kind: 'restart', at: at + 201 + dice.below(30), hosts: only(rotten), disk: { kind: 'kept' } },
        { kind: 'restart', at: back, hosts: only(knows), disk: { kind: 'kept' } },
      ],
      ...{ heal: 1200, converge: 1500 },
      claims: [claim, ...holds('acknowledged-writes', 'convergence', 'no-resurrection')],
    });
  },
};
