import { must } from '../../lib/assert.ts';
import type { SweepReport } from '../../report/sweep-result.ts';
import { digestOf } from '../../sweep/summary.ts';
import type { SweepSummary } from '../../sweep/sweep.ts';
import { applicationCommand } from '../home.ts';
import { RUN_DEFAULTS } from '../run/defaults.ts';
import { asOperand, quote } from '../shell.ts';
import { nameOf } from '../testcase/name.ts';
import { version } from '../version.ts';
import { isEndless } from './continue.ts';
import type { NamedText } from './load.ts';
import { withoutPassword } from './queue-url.ts';
import type { SweepFlags } from './sweep.ts';

const MOST_NAMES = 3;
const LONGEST_NAME = 60;

/** What a sweep is called in `out/sweep/`: after the words that it was started with. */
export function nameOfSweep(words: readonly string[]): string {
  const names = words
    .slice(0, MOST_NAMES)
    .map((word) => nameOf(word).replaceAll('/', '-').slice(0, LONGEST_NAME));
  const more = words.length - names.length;
  return [...names, ...(more > 0 ? [`${more}-more`] : [])].join('+');
}

export function reportOf(summary: SweepSummary, texts: readonly NamedText[]): SweepReport {
  const { seeds, ended, left } = summary;
  const testcases = summary.testcases.map((of, number) => {
    const { file, name } = must(texts[number], `testcase ${number}`);
    const again = (seed: number): string => `${applicationCommand()} ${asOperand(file)} --seed ${seed}`;
    return { testcase: name, file, ...of, again };
  });
  return {
    ...{ version, seeds, ended, testcases },
    left: isEndless(seeds) ? undefined : left,
    verdict: verdictOf(summary),
    digest: digestOf(summary.testcases),
  };
}

/** The worst that was seen. A sweep that was stopped before its end, or saw nothing, cannot say that all holds. */
function verdictOf({ testcases, ended }: SweepSummary): SweepReport['verdict'] {
  if (testcases.some(({ crashed }) => crashed > 0)) return 'crashed';
  if (testcases.some(({ broken }) => broken > 0)) return 'broken';
  if (testcases.some((of) => of.undecided > 0 || of.runs === 0 || of.unjudged.length > 0)) return 'undecided';
  return ended === 'stopped' ? 'undecided' : 'holds';
}

/** The command by which another machine works for a sweep. */
export function workerCommandFor({ queue = '' }: SweepFlags): string {
  return `${applicationCommand()} worker --queue ${quote(withoutPassword(queue))}`;
}

/** The command that goes on with a sweep. */
export function resumeCommand(flags: SweepFlags): string {
  const { words, queue, workers, timeMs, out, junit, json, seeds } = flags;
  return [
    applicationCommand(),
    'sweep',
    ...words.map(asOperand),
    ...(seeds === undefined ? [] : ['--seeds', `${seeds.from}..${seeds.to}`]),
    ...(timeMs === undefined ? [] : ['--time', `${Math.ceil(timeMs / 1_000)}s`]),
    ...(queue === undefined ? ['--workers', `${workers}`] : ['--queue', quote(withoutPassword(queue))]),
    ...(out === RUN_DEFAULTS.out ? [] : ['--out', quote(out)]),
    ...(json ? ['--json'] : []),
    ...(junit === undefined ? [] : ['--junit', quote(junit)]),
    '--resume',
  ].join(' ');
}
