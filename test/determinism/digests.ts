import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { play } from '../../src/cli/run/play.ts';
import { findTestcases } from '../../src/cli/testcase/find.ts';
import { nameOf } from '../../src/cli/testcase/name.ts';
import { readText } from '../../src/cli/testcase/read-text.ts';
import type { Testcase } from '../../src/cli/testcase/testcase.ts';
import { must } from '../../src/lib/assert.ts';
import { buildClassic } from '../../src/scenario/classic/build.ts';
import { parseClassic } from '../../src/scenario/classic/testcase.ts';
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

type Named = Pick<Testcase, 'name' | 'build'>;

/** Every classic file of `testcases/`, in order of their names. */
export const classicTestcases: readonly Named[] = findTestcases(
  [join(repositoryRoot, 'testcases')],
  CLASSIC_ENDINGS,
).map((file) => {
  const testcase = parseClassic(readText(file), file);
  return { name: nameOf(file), build: (seed) => buildClassic(testcase, seed) };
});

export function testcaseNamed(name: string): Named {
  return must(
    classicTestcases.find((testcase) => testcase.name === name),
    name,
  );
}

export function digestOf(testcase: Named, seed: number): string {
  return play(testcase.build(seed), { dbgLog: () => {} }).digest.toString();
}

export function digestsOf(testcases: readonly Named[], seeds: readonly number[]): Digests {
  return Object.fromEntries(
    testcases.map((testcase) => [
      testcase.name,
      Object.fromEntries(seeds.map((seed) => [String(seed), digestOf(testcase, seed)])),
    ]),
  );
}
