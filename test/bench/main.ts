import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../tidy/repository.ts';
import { benchAntiEntropy } from './anti-entropy.ts';
import { benchCheck } from './check.ts';
import { benchColdStart } from './cold-start.ts';
import { benchLevels } from './levels.ts';
import type { Figure } from './measure.ts';
import { benchQueue } from './queue.ts';
import { benchRing } from './ring.ts';
import { benchRingChanges } from './ring-changes.ts';
import { benchSimulation } from './simulation.ts';
import { benchSweep } from './sweep.ts';

const FOLDER = join(repositoryRoot, 'out/bench');

const figures = [
  ...benchColdStart(),
  ...benchSimulation(),
  ...checks(),
  ...benchAntiEntropy(),
  ...benchRing(),
  ...benchRingChanges(),
  ...benchSweep(),
  ...(await benchQueue()),
  ...benchLevels(),
];
process.stdout.write(`${figures.map(line).join('\n')}\n`);
mkdirSync(FOLDER, { recursive: true });
writeFileSync(
  join(FOLDER, 'latest.json'),
  `${JSON.stringify({ node: process.version, figures }, null, 2)}\n`,
);

/** One figure as a line of the table, its bar beside it. */
function line({ what, value, unit, bar, atLeast }: Figure): string {
  const shown = `${what.padEnd(60)} ${value.toFixed(value < 10 ? 2 : 0).padStart(8)} ${unit.padEnd(2)}`;
  if (atLeast !== undefined) return `${shown}  bar ${atLeast} ${unit}  ${value >= atLeast ? '✓' : '✗ below'}`;
  if (bar === undefined) return shown.trimEnd();
  return `${shown}  bar ${bar} ${unit}  ${value <= bar ? '✓' : '✗ over'}`;
}

function checks(): readonly Figure[] {
  return benchCheck().map(({ name, verdict, medianMs, bar }) => ({
    what: `${name}: ${verdict}`,
    value: medianMs,
    unit: 'ms',
    ...(bar === undefined ? {} : { bar: Math.round(bar) }),
  }));
}
