import { spawnSync } from 'node:child_process';
import type { Window } from '../../explore/verify.ts';
import { divergingWindow, firstDivergence, firstVisibleDivergence } from '../../explore/verify.ts';
import { must } from '../../lib/assert.ts';
import type { Verification } from '../../report/terminal/verify.ts';
import { tellVerification } from '../../report/terminal/verify.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { applicationCommand } from '../home.ts';
import { OurBug } from '../our-bug.ts';
import { out } from '../output.ts';
import { choosePaint } from '../paint.ts';
import { asOperand } from '../shell.ts';
import type { Testcase } from '../testcase/testcase.ts';
import { loadTestcase } from '../testcase/testcase.ts';
import type { Testimony } from './witness-run.ts';
import { testify } from './witness-run.ts';

/** The sky of the second process: clocks 12:45 ahead of Greenwich, and Turkish, in which i is not the small I. */
const ELSEWHERE = { TZ: 'Pacific/Chatham', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };
const LARGEST_TESTIMONY = 1 << 28;

/**
 * Runs a testcase here and in a fresh process, and compares them event by event where their digests differ.
 * @param given the seed; undefined for the testcase's own
 */
export async function verify(
  file: string,
  given: number | undefined,
  colour: boolean | undefined,
): Promise<ExitStatus> {
  const testcase = await loadTestcase(file);
  const seed = given ?? testcase.seed;
  const paint = await choosePaint(colour);
  const command = `${applicationCommand()} verify ${asOperand(file)} --seed ${seed}`;
  const verification = OurBug.watch(command, () => compare(testcase, seed));
  const sky = `TZ=${ELSEWHERE.TZ} LC_ALL=${ELSEWHERE.LC_ALL}`;
  const lines = tellVerification(verification, { testcase: testcase.name, seed, sky, command }, paint);
  for (const line of lines) out.line(line);
  return verification.window === undefined ? EXIT.holds : EXIT.broken;
}

function compare(testcase: Testcase, seed: number): Verification {
  const here = testify(testcase.build(seed), undefined);
  const there = askWitness(testcase.file, seed, undefined);
  const window = divergingWindow(here, there);
  if (window === undefined) return { here, there, window, first: undefined, visible: undefined };
  const ours = testify(testcase.build(seed), window).lines;
  const theirs = askWitness(testcase.file, seed, window).lines;
  const first = firstDivergence(ours, theirs);
  return { here, there, window, first, visible: firstVisibleDivergence(ours, theirs) };
}

function askWitness(file: string, seed: number, window: Window | undefined): Testimony {
  const bundle = must(process.argv[1], 'path of the bundle');
  const bounds = window === undefined ? [] : ['--from', `${window.from}`, '--to', `${window.to}`];
  const child = spawnSync(process.execPath, [bundle, 'witness', file, '--seed', `${seed}`, ...bounds], {
    env: { ...process.env, ...ELSEWHERE },
    maxBuffer: LARGEST_TESTIMONY,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.error !== undefined) throw child.error;
  if (child.status !== 0) throw new Error(`the second process ended with ${child.status}: ${child.stderr}`);
  return JSON.parse(child.stdout) as Testimony;
}
