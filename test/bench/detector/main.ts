import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DetectorName } from '../../../src/core/settings.ts';
import { repositoryRoot } from '../../tidy/repository.ts';
import { chart } from './chart.ts';
import { expected } from './formulas.ts';
import type { Trial } from './trial.ts';
import { trial } from './trial.ts';

const FOLDER = join(repositoryRoot, 'out/detector');
const LOSSES = [0, 10, 20, 40];
/** How many groups of each size are watched, and under which losses. */
const RUNS = [
  { size: 10, runs: 20, losses: LOSSES },
  { size: 100, runs: 3, losses: LOSSES },
  // Half a minute or more each; with loss SWIM is slow to simulate at this size, for its rumours are many.
  { size: 1000, runs: 1, losses: [0] },
];
const DETECTORS: readonly DetectorName[] = ['heartbeat', 'swim'];

/** What was measured of one detector in groups of one size; times in seconds, rates per node. */
export interface Row {
  readonly detector: DetectorName;
  readonly size: number;
  readonly loss: number;
  readonly first: number;
  readonly suspectedByAll: number;
  readonly removed: number;
  readonly removedLate: number;
  readonly missed: number;
  readonly falseSuspicions: number;
  readonly falseRemovals: number;
  readonly bytes: number;
  readonly packets: number;
}

const HEADS = [
  ...[
    'detector',
    'N',
    'loss',
    'first suspects',
    'paper',
    'all suspect',
    'down, mean',
    'down, p99',
    'not down',
  ],
  ...['false suspicions /h', 'paper', 'false removals /h', 'B/s', 'packets/s'],
];

function measure(detector: DetectorName, size: number, loss: number, runs: number): Row {
  const trials = Array.from({ length: runs }, (_, nth) => trial(detector, size, loss, nth + 1));
  const sum = (of: (one: Trial) => number) => trials.reduce((total, one) => total + of(one), 0);
  const removed = trials.flatMap((one) => one.removed).sort((a, b) => a - b);
  const hours = sum(({ nodeHours }) => nodeHours);
  return {
    ...{ detector, size, loss },
    first: sum(({ suspected }) => Math.min(...suspected)) / runs,
    suspectedByAll: sum(({ suspected }) => Math.max(...suspected)) / runs,
    removed: removed.reduce((total, one) => total + one, 0) / removed.length,
    removedLate: removed[Math.ceil(0.99 * removed.length) - 1] ?? Number.NaN,
    missed: runs * (size - 1) - removed.length,
    falseSuspicions: sum(({ falseSuspicions }) => falseSuspicions) / hours,
    falseRemovals: sum(({ falseRemovals }) => falseRemovals) / hours,
    bytes: sum(({ bytesPerNodeSecond }) => bytesPerNodeSecond) / runs,
    packets: sum(({ packetsPerNodeSecond }) => packetsPerNodeSecond) / runs,
  };
}

function line(row: Row): string {
  const { firstSuspicion, falseSuspicions } = expected(row.detector, row.size, row.loss / 100);
  const cells = [
    ...[row.detector, row.size, `${row.loss} %`, seconds(row.first), seconds(firstSuspicion)],
    ...[seconds(row.suspectedByAll), seconds(row.removed), seconds(row.removedLate), row.missed],
    ...[rate(row.falseSuspicions), rate(falseSuspicions), rate(row.falseRemovals)],
    ...[rate(row.bytes), rate(row.packets)],
  ];
  return `| ${cells.join(' | ')} |`;
}

const seconds = (value: number) => `${value.toFixed(2)} s`;
const rate = (value: number) => (value === 0 ? '0' : value < 10 ? value.toPrecision(2) : value.toFixed(0));

const head = [`| ${HEADS.join(' | ')} |`, `|${' --- |'.repeat(HEADS.length)}`];
process.stdout.write(`${head.join('\n')}\n`);
const rows: Row[] = [];
for (const detector of DETECTORS)
  for (const { size, runs, losses } of RUNS)
    for (const loss of losses) {
      const row = measure(detector, size, loss, runs);
      rows.push(row);
      process.stdout.write(`${line(row)}\n`);
    }
mkdirSync(FOLDER, { recursive: true });
writeFileSync(join(FOLDER, 'table.md'), `${[...head, ...rows.map(line)].join('\n')}\n`);
writeFileSync(join(FOLDER, 'delay.svg'), chart(rows));
