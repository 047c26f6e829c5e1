import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { play } from '../../src/cli/run/play.ts';
import type { Testcase } from '../../src/cli/testcase/testcase.ts';
import { loadTestcase, loadTestcases } from '../../src/cli/testcase/testcase.ts';
import { CLASSIC_ENDINGS } from '../../src/scenario/read.ts';
import { repositoryRoot } from '../tidy/repository.ts';

/** Digest of each run, by testcase and seed. */
export type Digests = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The seeds whose digests are recorded. */
export const SEEDS = [1, 2, 3];

/** Written by `node dist/test/determinism/record.js`, read and compared by the tests. */
export const RECORDED_FILE = join(repositoryRoot, 'test/determinism/digests.json');

export function recordedDigests(): Digests {
  return JSON.parse(readFileSync(RECORDED_FILE, 'utf8')) as Digests;
}

/** Every classic file of `testcases/`, in order of their names. */
export function allTestcases(): Promise<readonly Testcase[]> {
  return loadTestcases([join(repositoryRoot, 'testcases')], CLASSIC_ENDINGS);
}

export function testcaseNamed(name: string): Promise<Testcase> {
  return loadTestcase(join(repositoryRoot, 'testcases', `${name}.conf`));
}

export function digestOf(testcase: Testcase, seed: number): string {
  return play(testcase.build(seed), { dbgLog: () => {} }).digest.toString();
}

export function digestsOf(testcases: readonly Testcase[], seeds: readonly number[]): Digests {
  return Object.fromEntries(
    testcases.map((testcase) => [
      testcase.name,
      Object.fromEntries(seeds.map((seed) => [String(seed), digestOf(testcase, seed)])),
    ]),
  );
}
