import { key } from '../../../core/ids.ts';
import { ticks } from '../../../core/time.ts';
import { huntDice } from '../hunt-dice.ts';
import { asked } from './asked.ts';
import type { Hunt } from './ground.ts';
import { holds, PATIENT, scenarioOf, share, WORKLOAD } from './ground.ts';
import { lyingClocks, slowDisks } from './host-troubles.ts';
import { accidents, cuts, only, outages } from './troubles.ts';

const LINEARIZABLE = { checker: 'register', wanted: 'linearizable' } as const;

const COUNTED = { counters: ['counters'], cas: [] } as const;
const SLOW_TAIL = { ...({ kind: 'bimodal', fast: { min: 1, max: 6 } } as const), slow: { min: 30, max: 60 } };
const NO_PAUSE = { kind: 'closed', thinkTicks: 1 } as const;

/** Clients compare and set one key, and ballots are lost all the time: a change is done once or not at all. */
export const RIVALS: Hunt = {
  name: 'rival ballots',
  build: (seed) => {
    const dice = huntDice(seed, 'rivals');
    const kind = dice.pick(['counters', 'cas'] as const);
    return scenarioOf(seed, {
      title: 'a change is done once or not at all, however many ballots it takes',
      hosts: 3,
      settings: {
        ...PATIENT,
        ballotPatienceTicks: ticks(dice.pick([12, 30, 60] as const)),
        lineageLength: dice.pick([1, 2, 32] as const),
        operationTimeoutTicks: ticks(dice.pick([60, 200, 1000] as const)),
      },
      latency: { ...SLOW_TAIL, tail: share(1, 4) },
      workload: {
        ...WORKLOAD,
        ...{ kind, level: 'cas', keys: 1, operations: 80, timeoutTicks: 1200, loop: NO_PAUSE },
      },
      deeds: accidents(dice, [0, 4]),
      ...{ heal: 1500, converge: 700 },
      claims: [LINEARIZABLE, ...holds('acknowledged-writes', ...COUNTED[kind])],
    });
  },
};

/** Two rivals want each key, and a replica that has promised it to one of them crashes: it is bound when it is back. */
export const BALLOTS: Hunt = {
  name: 'promises through crashes',
  build: (seed) => {
    const dice = huntDice(seed, 'ballots');
    const voter = only(3);
    const rounds = Array.from({ length: 40 }, (_, nth) => {
      const k = key(`m${nth}`);
      const at = 200 + 30 * nth;
      const change = (by: number, value: string) => {
        const operation = { kind: 'cas', key: k, expected: null, value: `${value}${nth}` } as const;
        return { at: at + dice.below(40), by, operation };
      };
      const read = { kind: 'read', key: k, level: 'cas' } as const;
      const reads = [80, 110].map((after) => ({ at: at + after, by: 1 + dice.below(2), operation: read }));
      const crash = at + dice.below(26);
      return {
        requests: [change(1, 'a'), change(2, 'b'), change(1, 'c'), ...reads],
        crash: [
          { kind: 'crash', at: crash, hosts: voter },
          { kind: 'restart', at: crash + 1 + dice.below(3), hosts: voter, disk: { kind: 'kept' } },
        ] as const,
      };
    });
    return scenarioOf(seed, {
      title: 'what is compared and set is exact, whoever crashes after a promise',
      hosts: 3,
      settings: { ...PATIENT, snapshotAfterEntries: 2, snapshotGrowth: dice.pick([1, 2] as const) },
      latency: { ...SLOW_TAIL, tail: share(1, 3) },
      workload: undefined,
      deeds: [
        ...slowDisks(dice, 3),
        ...asked(rounds.flatMap(({ requests }) => requests)),
        ...rounds.flatMap(({ crash }) => crash),
      ],
      // Links stay slow, and a repair that a promise keeps out takes a ballot of its own.
      ...{ heal: 1600, converge: 1500 },
      claims: [LINEARIZABLE, ...holds('acknowledged-writes', 'convergence')],
    });
  },
};

/** Atomic reads and puts over a network with a long tail and clocks that differ. */
export const ATOMIC: Hunt = {
  name: 'atomic registers',
  build: (seed) => {
    const dice = huntDice(seed, 'atomic');
    const hosts = 3 + dice.below(2);
    return scenarioOf(seed, {
      title: 'reads and puts take effect at one moment',
      hosts,
      settings: PATIENT,
      latency: { kind: 'bimodal', fast: { min: 1, max: 6 }, slow: { min: 20, max: 60 }, tail: share(1, 6) },
      workload: {
        ...WORKLOAD,
        ...{
          kind: 'registers',
          level: 'linearizable',
          keys: 1,
          operations: 120,
          reads: share(2, 5),
        },
        loop: { kind: 'closed', thinkTicks: 4 },
      },
      deeds: [
        ...lyingClocks(dice, hosts),
        ...accidents(dice, [1, 2]),
        ...outages(dice, { hosts, count: 1, from: 250, within: 300, longest: 100 }),
        ...cuts(dice, { hosts, count: 1, from: 250, within: 500, longest: 150 }),
      ],
      ...{ heal: 1000, converge: 900 },
      claims: [LINEARIZABLE, ...holds('acknowledged-writes', 'convergence')],
    });
  },
};

/** Puts meet the first ballot of their key half-way, over and over, each time on another key. */
export const MIXED: Hunt = {
  name: 'puts beside ballots',
  build: (seed) => {
    const dice = huntDice(seed, 'mixed');
    const requests = Array.from({ length: 40 }, (_, nth) => {
      const k = key(`m${nth}`);
      const [at, level] = [200 + 30 * nth, 'linearizable'] as const;
      const by = () => 1 + dice.below(3);
      const soon = () => at + dice.below(60);
      return [
        { at, by: by(), operation: { kind: 'put', key: k, value: `a${nth}`, level } as const },
        ...['b', 'c'].map((name) => {
          return {
            at: soon(),
            by: by(),
            operation: { kind: 'put', key: k, value: `${name}${nth}`, level } as const,
          };
        }),
        ...[`a${nth}`, `b${nth}`].map((expected) => {
          return {
            at: soon(),
            by: by(),
            operation: { kind: 'cas', key: k, expected, value: `${expected}+` } as const,
          };
        }),
        ...[30, 60, 90, 120].map((after) => {
          return {
            at: at + after + dice.below(30),
            by: by(),
            operation: { kind: 'read', key: k, level } as const,
          };
        }),
      ];
    });
    return scenarioOf(seed, {
      title: 'puts and compare-and-set share a key as one register',
      hosts: 3,
      settings: PATIENT,
      latency: { ...SLOW_TAIL, tail: share(1, 3) },
      workload: undefined,
      deeds: [...lyingClocks(dice, 3), ...accidents(dice, [0, 3]), ...asked(requests.flat())],
      // Links stay slow, and a repair that a promise keeps out takes a ballot of its own.
      ...{ heal: 1600, converge: 1500 },
      claims: [LINEARIZABLE, ...holds('acknowledged-writes', 'convergence')],
    });
  },
};
