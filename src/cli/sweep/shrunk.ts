import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../../lib/assert.ts';
import type { SweepReport } from '../../report/sweep-result.ts';
import { isScenarioFile } from '../../scenario/read.ts';
import { EXIT } from '../exit-status.ts';

/** More kinds of failures than somebody will look at. */
const MOST_FAILURES = 20;
/** Runs that one of them may take. */
const MOST_RUNS = 1_000;

interface Case {
  readonly file: string;
  readonly seed: number;
  readonly checker: string;
  /** Where the small scenario goes. */
  readonly path: string;
}

/** The failure of a claim that something is broken, which it was not: there is nothing to make small. */
const NOT_BROKEN = /: (holds|linearizable)$/;

/**
 * Makes the first run of each kind of failure small, in processes of its own that each do what `shrink` does.
 * @returns the files, those of earlier times too
 */
export async function shrinkFailures(
  report: SweepReport,
  folder: string,
  { workers, patienceMs }: { readonly workers: number; readonly patienceMs: number },
): Promise<readonly string[]> {
  const cases = casesOf(report, folder);
  const waiting = cases.filter(({ path }) => !existsSync(path));
  const hand = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      await shrinkOne(next, patienceMs);
  };
  await Promise.all(Array.from({ length: workers }, hand));
  return cases.map(({ path }) => path).filter((path) => existsSync(path));
}

function casesOf({ testcases }: SweepReport, folder: string): readonly Case[] {
  return testcases
    .filter(({ file }) => isScenarioFile(file))
    .flatMap(({ file, testcase, groups }) =>
      groups
        .filter(({ kind, failure }) => kind === 'broken' && !NOT_BROKEN.test(failure))
        .map(({ failure, seeds: [seed = 0] }) => {
          const checker = failure.slice(0, failure.indexOf(':'));
          const name = `${testcase.replaceAll('/', '-')}-${seed}-${checker}.yaml`;
          return { file, seed, checker, path: join(folder, 'shrunk', name) };
        }),
    )
    .slice(0, MOST_FAILURES);
}

async function shrinkOne({ file, seed, checker, path }: Case, patienceMs: number): Promise<void> {
  const flags = { seed, checker, out: path, runs: MOST_RUNS };
  const words = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  const operand = file.startsWith('-') ? `./${file}` : file;
  const bundle = must(process.argv[1], 'path of the bundle');
  const child = fork(bundle, ['shrink', operand, ...words], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    timeout: patienceMs,
  });
  const [status] = (await once(child, 'exit')) as [number | null];
  if (status === EXIT.badUsage) throw new Error(`shrink does not understand ${words.join(' ')}`);
}
