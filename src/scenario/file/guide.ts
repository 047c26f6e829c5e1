import { ALWAYS_JUDGED, CHECKERS, LAWS } from '../expectation.ts';
import { PARTITION_SHAPES } from './faults/partition.ts';

/** What a field of the schema cannot say: the meaning of words that stand in several, and a whole file. */
export function guide(): readonly string[] {
  return [
    'Profiles:',
    ...rows({
      drill:
        'a cluster with disks: gossip every 25 ticks, suspicion after 150, removal after 400; hosts come back, replicas compare what they hold',
      classic:
        'the classic testcases: gossip in each tick, suspicion after 5, removal after 20; no disk to wait for, and a failed node stays failed',
    }),
    '',
    'Shapes of a partition; the seed says which host is where:',
    ...rows(PARTITION_SHAPES),
    '',
    'Checkers, for expect, and what each demands:',
    ...rows(Object.fromEntries(CHECKERS.map((checker) => [checker, LAWS[checker]]))),
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
