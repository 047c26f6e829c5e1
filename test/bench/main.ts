/** `main.js [name …]`: the benchmarks of these names, or all; a table with what earlier runs measured, and JSON. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../tidy/repository.ts';
import { benchAntiEntropy } from './anti-entropy.ts';
import { benchCheck } from './check.ts';
import { benchColdStart } from './cold-start.ts';
import { BenchHistory } from './history.ts';
import { benchKernel } from './kernel.ts';
import { benchLarge } from './large.ts';
import { benchLevels } from './levels.ts';
import type { Figure } from './measure.ts';
import { isKept } from './measure.ts';
import { benchQueue } from './queue.ts';
import { benchRing } from './ring.ts';
import { benchRingChanges } from './ring-changes.ts';
import { benchSimulation } from './simulation.ts';
import { benchSwarm } from './swarm.ts';
import { benchSweep } from './sweep.ts';

const FOLDER = join(repositoryRoot, 'out/bench');

const BENCHMARKS: Readonly<Record<string, () => readonly Figure[] | Promise<readonly Figure[]>>> = {
  start: benchColdStart,
  simulation: benchSimulation,
  swarm: benchSwarm,
  kernel: benchKernel,
  large: benchLarge,
  check: checks,
  'anti-entropy': benchAntiEntropy,
  ring: benchRing,
  'ring-changes': benchRingChanges,
  sweep: benchSweep,
  queue: benchQueue,
  levels: benchLevels,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0)
  throw new Error(`no benchmark ${unknown.join(', ')}; there are ${Object.keys(BENCHMARKS).join(', ')}`);
mkdirSync(FOLDER, { recursive: true });
const history = new BenchHistory(join(FOLDER, 'history.ndjson'));
const figures: Figure[] = [];
for (const [name, bench] of Object.entries(BENCHMARKS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  for (const figure of await bench()) {
    process.stdout.write(`${line(figure)}\n`);
    figures.push(figure);
  }
}
const run = { node: process.version, at: new Date().toISOString(), figures };
writeFileSync(join(FOLDER, 'latest.json'), `${JSON.stringify(run, null, 2)}\n`);
history.add(run);

/** One figure as a line of the table: its spread, its bar, and what it was in the last runs. */
function line(figure: Figure): string {
  const { what, value, unit, bar, least, spread } = figure;
  const around = spread === undefined ? '' : `±${Math.round(50 * spread)} %`;
  const kept = isKept(figure);
  const wanted =
    kept === undefined ? '' : `${least === undefined ? '≤' : '≥'} ${bar ?? least} ${kept ? '✓' : '✗'}`;
  const past = history.of(what).map(shown).join(' ');
  return [
    what.padEnd(66),
    shown(value).padStart(8),
    unit.padEnd(7),
    around.padEnd(7),
    wanted.padEnd(10),
    past === '' ? '' : `was ${past}`,
  ]
    .join(' ')
    .trimEnd();
}

function shown(value: number): string {
  return value.toFixed(value < 10 ? 2 : 0);
}

function checks(): readonly Figure[] {
  return benchCheck().map(({ name, verdict, medianMs, bar }) => ({
    what: `${name}: ${verdict}`,
    value: medianMs,
    unit: 'ms',
    ...(bar === undefined ? {} : { bar: Math.round(bar) }),
  }));
}
