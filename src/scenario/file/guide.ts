import { ALWAYS_JUDGED, CHECKERS, LAWS } from '../expectation.ts';
import { wantedOf } from './expectation-fields.ts';
import { PARTITION_SHAPES } from './faults/partition.ts';
import type { LEVELS } from './words.ts';
import { listed } from './words.ts';

/** What a field of the schema cannot say: the meaning of words that stand in several, and a whole file. */
export function guide(): readonly string[] {
  return [
    'Profiles:',
    ...rows(PROFILES),
    'Silence is noticed at the next round of gossip: under drill, a member that is away for 400 ticks has been removed.',
    '',
    'Levels, for consistency and level, and what each promises for one key while its members stay:',
    ...rows(LEVEL_MEANINGS),
    'Whom the others remove is a member no more: its copies count no longer, and its keys get other replicas. Where that',
    'is not meant, settings: { removeAfterTicks: 100000 } keeps members that are away; suspectAfterTicks says from when',
    'on they are doubted. testcases/museum shows what each switch of settings does, on and off.',
    '',
    'Shapes of a partition; the seed says which host is where:',
    ...rows(PARTITION_SHAPES),
    '',
    'Checkers, for expect, and what each demands:',
    ...rows(Object.fromEntries(CHECKERS.map((checker) => [checker, LAWS[checker]]))),
    `Each may be asked to say ${listed(wantedOf('convergence'))}; besides,`,
    ...rows(ANSWERS),
    '',
    `Every run is judged by ${ALWAYS_JUDGED.join(', ')}, whether the file names them or not:`,
    'they are what the protocol rests on. A file that wants one of them broken says so.',
    '',
    'A whole file:',
    '',
    ...EXAMPLE.trimEnd()
      .split('\n')
      .map((line) => `  ${line}`),
  ];
}

const PROFILES = {
  drill:
    'a cluster with disks: gossip every 25 ticks, suspicion after 125, removal after 375; hosts come back, replicas compare what they hold',
  lan: 'the live cluster, where a tick is a millisecond: gossip every 500 ticks, suspicion after 2500, removal after 7500; else as drill',
  classic:
    'the classic testcases: gossip in each tick, suspicion after 5, removal after 20; no disk to wait for, and a failed node stays failed',
};

const LEVEL_MEANINGS: Readonly<Record<(typeof LEVELS)[number], string>> = {
  one: 'a write is one durable copy, a read asks one replica; all replicas agree in the end',
  quorum:
    'a quorum of durable copies; a read writes back what it answers first; read your writes, and never go back',
  linearizable:
    'a write asks a majority for the newest version and writes above it, a read likewise unless a majority already agrees; one copy, as far as anybody can tell',
  cas: 'consensus on the key: compare-and-set, create if absent, update if present; one copy, and conditions are exact',
};

const ANSWERS = {
  register: `promised, which is what the level promises, or the strongest model that must hold: ${besides('register')}`,
  availability: `the least share of operations that must be answered: ${besides('availability')}`,
};

function besides(checker: string): string {
  const usual = ['promised', ...wantedOf('convergence')];
  return listed(wantedOf(checker).filter((wanted) => !usual.includes(wanted)));
}

export const EXAMPLE = `title: An acknowledged write survives the crash of any one replica
why: W=2 of N=3, so one copy always remains, and stabilization restores the third
source: DeCandia et al., Dynamo, SOSP 2007, §4.5 and §4.6
seed: 42
cluster: { nodes: 5, replicas: 3 }
network: { latency: { min: 1, max: 9 }, loss: 1% }
workload: { kind: registers, clients: 3, keys: 4, operations: 300 }
faults:
  - { at: 400, crash: n2 }
  - { at: 600, partition: majority, until: 800 }
  - { at: 900, restart: n2, disk: kept }
heal: 3000
converge: 1000
expect: { acknowledged-writes: holds, convergence: holds }
`;

function rows(meanings: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(meanings).map(([name, meaning]) => `  ${name}: ${meaning}`);
}
