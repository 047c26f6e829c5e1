import type { Key } from '../../../core/ids.ts';
import { ticks } from '../../../core/time.ts';
import { huntDice } from '../hunt-dice.ts';
import type { Asked } from './asked.ts';
import { asked, NEIGHBOURS } from './asked.ts';
import type { Dated, Hunt } from './ground.ts';
import { holds, PATIENT, scenarioOf, share, WORKLOAD } from './ground.ts';

import { lyingClocks } from './host-troubles.ts';
import { Links } from './links.ts';
import { halfOwned, ownersAmong } from './owners.ts';
import { only, severed } from './troubles.ts';

const HOSTS = 5;
const PAIRS = NEIGHBOURS.slice(0, 16);
const PURGES: typeof PATIENT = { ...PATIENT, hintLifeTicks: ticks(500) };
const QUICK = { suspectAfterTicks: ticks(75), removeAfterTicks: ticks(200) };
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
    const loss = { kind: 'loss', links: { to: [sleeper] }, ratio: share(dice.below(3), 4) } as const;
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
        ...(removed ? QUICK : {}),
        stabilizeStaggerTicks: ticks(20),
      },
      latency: UNIFORM,
      workload: undefined,
      deeds: [
        ...asked(requests),
        ...severed({ host: sleeper, hosts: HOSTS, fault: 10, at: 455, until: 475 + dice.below(10) }),
        ...severed({ host: sleeper, hosts: HOSTS, fault: 11, at: 494 + dice.below(20), until }),
        // It hears that it lacks something, and not always what.
        { kind: 'install-fault', at: until, fault: 12, of: loss },
        { kind: 'remove-fault', at: until + 200, fault: 12 },
      ],
      ...{ heal: 2200, converge: 1500 },
      claims: holds('acknowledged-writes', 'no-resurrection', 'convergence', 'exact-replicas'),
    });
  },
};

/** A disk rots after a purge: floors, deletions and values are lost, each without the others, and keys are made anew. */
export const ROT_AFTER_PURGE: Hunt = {
  name: 'rot after a purge',
  build: (seed) => {
    const dice = huntDice(seed, 'purge rot');
    const host = 2 + dice.below(HOSTS - 1);
    const [by, level] = [1, 'cas'] as const;
    const back = 1500 + dice.below(100);
    const anew = (key: Key, at: number) => {
      return { at, by, operation: { kind: 'create', key, value: 'blue', level } as const };
    };
    const requests = PAIRS.flatMap(([deleted, kept], nth) => [
      { at: 400, by, operation: { kind: 'create', key: deleted, value: 'red', level } as const },
      { at: 420, by, operation: { kind: 'create', key: kept, value: 'green', level } as const },
      { at: 450, by, operation: { kind: 'delete', key: deleted, level } as const },
      ...(nth % 2 === 0 ? [] : [anew(deleted, back + 262 + dice.below(40))]),
    ]);
    const rot: Dated = {
      kind: 'set-disk',
      at: back - 20,
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
        { kind: 'crash', at: back - 20, hosts: only(host) },
        { kind: 'restart', at: back, hosts: only(host), disk: { kind: 'kept' } },
        // It is heard when it asks what it has lost, and not when it compares.
        ...severed({ host, hosts: HOSTS, fault: 10, at: back, until: back + 181 + dice.below(18) }),
        ...severed({ host, hosts: HOSTS, fault: 11, at: back + 215, until: back + 258 }),
      ],
      ...{ heal: 2000, converge: 1200 },
      claims: [
        { checker: 'register', wanted: 'linearizable' },
        ...holds('acknowledged-writes', 'no-resurrection', 'convergence', 'exact-replicas'),
      ],
    });
  },
};

/** A stand-in for who is gone has purged one key of a slice and never held the other. */
export const STAND_IN: Hunt = {
  name: 'stand-in after a purge',
  build: (seed) => {
    const dice = huntDice(seed, 'stand-in');
    const by = 1;
    const requests = PAIRS.flatMap(([deleted, kept]) => [
      { at: 400, by, operation: { kind: 'create', key: deleted, value: 'red' } as const },
      { at: 420, by, operation: { kind: 'create', key: kept, value: 'green' } as const },
      { at: 450, by, operation: { kind: 'delete', key: deleted } as const },
    ]);
    const at = 1700 + dice.below(200);
    return scenarioOf(seed, {
      title: 'who stands in for a lost owner takes what it never held, whatever it has purged',
      hosts: HOSTS,
      settings: { ...PURGES, ...QUICK },
      latency: UNIFORM,
      workload: undefined,
      deeds: [...asked(requests), { kind: 'crash', at, hosts: only(2 + dice.below(HOSTS - 1)) }],
      ...{ heal: 2300, play: false, converge: 900 },
      claims: holds('acknowledged-writes', 'no-resurrection', 'convergence', 'exact-replicas'),
    });
  },
};

const CROWD = 7;
const HALF_OWNED = halfOwned(CROWD);
const STRANGERS = [
  [1, 2],
  [3, 4],
  [5, 6],
  [7, 1],
] as const;

/**
 * One key is deleted by a clock that is far ahead. Others of its slice are written just then, over links so slow that the
 * writes arrive when they can, and by clocks that are behind, after the deletion was purged.
 */
export const BESIDE: Hunt = {
  name: 'beside a young tombstone',
  build: (seed) => {
    const dice = huntDice(seed, 'beside');
    const [slow, behind] = dice.pick(STRANGERS);
    const slices = HALF_OWNED.filter(
      ({ strangers }) => strangers.includes(slow) && strangers.includes(behind),
    );
    const others = Array.from({ length: CROWD }, (_, index) => index + 1).filter((host) => host !== slow);
    const ahead = dice.pick(others.filter((host) => host !== behind));
    const at = 500;
    const links = new Links(10);
    const requests = slices.flatMap(({ deleted, kept }): readonly Asked[] => [
      { at: 400, by: ahead, operation: { kind: 'put', key: deleted, value: 'red' } },
      { at, by: ahead, operation: { kind: 'delete', key: deleted } },
      ...kept.map((key): Asked => {
        const operation = { kind: 'put', key, value: 'green' } as const;
        return dice.below(2) === 0
          ? { at: at - 10 + dice.below(12), by: slow, operation }
          : { at: at + 800 + dice.below(300), by: behind, operation };
      }),
    ]);
    return scenarioOf(seed, {
      title: 'a purge takes no write with it that began before all knew of the deletion',
      hosts: CROWD,
      settings: { ...PURGES, antiEntropyIntervalTicks: ticks(150) },
      latency: UNIFORM,
      workload: undefined,
      deeds: [
        { kind: 'set-clock', at: 10, hosts: only(ahead), clock: { kind: 'offset', ticks: 3000 } },
        ...links.slow([slow], others, { at: at - 15, until: at + 12, by: 150 + dice.below(40) }),
        ...asked(requests),
      ],
      ...{ heal: 1700, converge: 900 },
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

const OWNERS = ownersAmong(HOSTS);

/** A put comes after its deletion was purged to who cannot know that, for it has not met everybody yet: no reader sees it. */
export const UNMET: Hunt = {
  name: 'late to who has not met all',
  build: (seed) => {
    const dice = huntDice(seed, 'unmet');
    const [deaf, gone] = dice.pick([
      [1, 2],
      [2, 5],
      [3, 4],
      [4, 2],
      [5, 3],
    ] as const);
    // Nobody stands in for an owner: what such a one is told is no promise.
    const keys = PAIRS.flat().filter((key) => OWNERS(key).includes(deaf) && !OWNERS(key).includes(gone));
    const others = [1, 2, 3, 4, 5].filter((host) => host !== deaf && host !== gone);
    const links = new Links(10);
    const requests = keys.slice(0, 4).flatMap((key): readonly Asked[] => [
      {
        at: 400,
        by: dice.pick(others),
        operation: { kind: 'put', key, value: 'red', level: 'linearizable' },
      },
      { at: 450, by: dice.pick(others), operation: { kind: 'delete', key } },
      ...[0, 1, 2].map((nth): Asked => {
        return { at: 1960 + 40 * nth, by: dice.pick(others), operation: { kind: 'read', key } };
      }),
    ]);
    return scenarioOf(seed, {
      title: 'no reader sees what comes late after a purge',
      hosts: HOSTS,
      settings: { ...PURGES, ...QUICK },
      latency: UNIFORM,
      workload: undefined,
      deeds: [
        ...links.slow(others, [deaf], { at: 400, until: 410, by: 1500 }),
        { kind: 'crash', at: 1500, hosts: only(gone) },
        { kind: 'crash', at: 1860, hosts: only(deaf) },
        { kind: 'restart', at: 1861, hosts: only(deaf), disk: { kind: 'kept' } },
        ...asked(requests),
      ],
      ...{ heal: 2200, converge: 900 },
      claims: [
        { checker: 'register', wanted: 'linearizable' },
        ...holds('acknowledged-writes', 'no-resurrection', 'convergence'),
      ],
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
