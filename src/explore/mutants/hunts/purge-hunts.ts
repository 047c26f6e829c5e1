import { ticks } from '../../../core/time.ts';
import { huntDice } from '../hunt-dice.ts';
import { asked, NEIGHBOURS } from './asked.ts';
import type { Dated, Hunt } from './ground.ts';
import { holds, PATIENT, scenarioOf, share, WORKLOAD } from './ground.ts';
import { lyingClocks } from './host-troubles.ts';
import { only, severed } from './troubles.ts';

const HOSTS = 5;
const PAIRS = NEIGHBOURS.slice(0, 16);
const PURGES: typeof PATIENT = { ...PATIENT, hintLifeTicks: ticks(500) };
const UNIFORM = { kind: 'uniform', min: 1, max: 3 } as const;

/** Of two keys that share a slice one is deleted, and somebody never heard of the other: a floor must not swallow it. */
export const SLEEPER: Hunt = {
  name: 'sleeper beside a purge',
  build: (seed) => {
    const dice = huntDice(seed, 'sleeper');
    const sleeper = 2 + dice.below(HOSTS - 1);
    const by = 1;
    const until = 1500 + dice.below(600);
    const removed = dice.below(2) === 0;
    const requests = PAIRS.flatMap(([deleted, kept]) => [
      { at: 400, by, operation: { kind: 'create', key: deleted, value: 'red' } as const },
      { at: 460, by, operation: { kind: 'create', key: kept, value: 'green' } as const },
      { at: 490 + dice.below(3), by, operation: { kind: 'delete', key: deleted } as const },
    ]);
    return scenarioOf(seed, {
      title: 'a purge takes no other key of its slice with it, whoever was away',
      hosts: HOSTS,
      settings: {
        ...PURGES,
        ...(removed ? { suspectAfterTicks: ticks(75), removeAfterTicks: ticks(200) } : {}),
        stabilizeStaggerTicks: ticks(20),
      },
      latency: UNIFORM,
      workload: undefined,
      deeds: [
        ...asked(requests),
        ...severed({ host: sleeper, hosts: HOSTS, fault: 10, at: 455, until: 475 + dice.below(10) }),
        ...severed({ host: sleeper, hosts: HOSTS, fault: 11, at: 494 + dice.below(20), until }),
      ],
      ...{ heal: 2200, converge: 1500 },
      claims: holds('acknowledged-writes', 'no-resurrection', 'convergence', 'exact-replicas'),
    });
  },
};

/** A disk rots after a purge: floors, deletions and values are lost, each without the others. */
export const ROT_AFTER_PURGE: Hunt = {
  name: 'rot after a purge',
  build: (seed) => {
    const dice = huntDice(seed, 'purge rot');
    const host = 2 + dice.below(HOSTS - 1);
    const by = 1;
    const at = 1500 + dice.below(100);
    const requests = PAIRS.flatMap(([deleted, kept]) => [
      { at: 400, by, operation: { kind: 'create', key: deleted, value: 'red' } as const },
      { at: 420, by, operation: { kind: 'create', key: kept, value: 'green' } as const },
      { at: 450, by, operation: { kind: 'delete', key: deleted } as const },
    ]);
    const rot: Dated = {
      kind: 'set-disk',
      at: at - 1,
      hosts: only(host),
      disk: { kind: 'rot', ratio: share(1, 2) },
    };
    return scenarioOf(seed, {
      title: 'what a disk loses after a purge is learnt again, and nothing deleted with it',
      hosts: HOSTS,
      settings: { ...PURGES, snapshotAfterEntries: 0 },
      latency: UNIFORM,
      workload: undefined,
      deeds: [
        ...asked(requests),
        rot,
        { kind: 'crash', at, hosts: only(host) },
        { kind: 'restart', at: at + 20, hosts: only(host), disk: { kind: 'kept' } },
      ],
      ...{ heal: 2000, converge: 1200 },
      claims: holds('acknowledged-writes', 'no-resurrection', 'convergence', 'exact-replicas'),
    });
  },
};

/** Writes arrive after their deletion was purged, and keys are written again by hosts whose clocks are behind. */
export const LATE: Hunt = {
  name: 'late after a purge',
  build: (seed) => {
    const dice = huntDice(seed, 'late');
    // With one key the clocks of most hosts hear nothing of its deletion but by comparing.
    const keys = PAIRS.slice(0, dice.pick([1, 16] as const)).map(([first]) => first);
    const ahead = 2 + dice.below(HOSTS - 1);
    const requests = keys.flatMap((key, nth) => [
      { at: 400 + nth, by: 1, operation: { kind: 'put', key, value: 'red' } as const },
      { at: 450 + nth, by: ahead, operation: { kind: 'delete', key } as const },
      ...(nth % 2 === 0 && keys.length > 1
        ? []
        : [
            {
              ...{ at: 2000 + nth, by: 1 + dice.below(HOSTS) },
              operation: { kind: 'put', key, value: 'blue', level: 'linearizable' } as const,
            },
          ]),
    ]);
    const late = keys.map((_, nth): Dated => {
      const packet = {
        kind: 'packet',
        from: 1,
        to: 2 + dice.below(HOSTS - 1),
        sentAt: 400 + nth,
        nth: 1,
      } as const;
      const of = { ...packet, fate: { kind: 'late', by: 1700 } } as const;
      return { kind: 'install-fault', at: 300, fault: 20 + nth, of };
    });
    return scenarioOf(seed, {
      title: 'what comes late does not undo a purge, and what is written after it is there',
      hosts: HOSTS,
      settings: PURGES,
      latency: UNIFORM,
      workload: undefined,
      deeds: [
        ...late,
        { kind: 'set-clock', at: 10, hosts: only(ahead), clock: { kind: 'offset', ticks: 3000 } },
        ...asked(requests),
      ],
      ...{ heal: 2200, converge: 900 },
      claims: holds('acknowledged-writes', 'no-resurrection', 'convergence'),
    });
  },
};

/** Values expire by clocks that differ, while others write the same keys. */
export const EXPIRY: Hunt = {
  name: 'expiry by lying clocks',
  build: (seed) => {
    const dice = huntDice(seed, 'expiry');
    return scenarioOf(seed, {
      title: 'what expires ends nothing newer',
      hosts: 3,
      settings: PURGES,
      latency: UNIFORM,
      workload: { ...WORKLOAD, kind: 'crud', clients: 3, keys: 3, operations: 100, ttl: 60 },
      deeds: lyingClocks(dice, 3),
      ...{ heal: 900, converge: 900 },
      claims: holds('acknowledged-writes', 'no-resurrection', 'convergence', 'unique-versions'),
    });
  },
};
