import { buildClassic } from '../../scenario/classic/build.ts';
import { parseClassic } from '../../scenario/classic/testcase.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { badUsage } from '../user-error.ts';
import { findTestcases } from './find.ts';
import { nameOf } from './name.ts';
import { readText } from './read-text.ts';

/** A testcase that was read and found good. */
export interface Testcase {
  /** As the caller wrote it. */
  readonly file: string;
  /** Where its results are kept below the output folder. */
  readonly name: string;
  readonly build: (seed: number) => Scenario;
}

/**
 * Reads all testcases that the words name, before any of them is run.
 * @throws UserError, ScenarioError at the first that is no good
 */
export function loadTestcases(words: readonly string[]): readonly Testcase[] {
  const byName = new Map<string, Testcase>();
  for (const file of findTestcases(words)) {
    const testcase = loadTestcase(file);
    const twin = byName.get(testcase.name);
    if (twin !== undefined) {
      const both = `${twin.file} and ${file}`;
      throw badUsage(
        `${both} would keep their results in the same folder, ${testcase.name}; run them one by one`,
      );
    }
    byName.set(testcase.name, testcase);
  }
  return [...byName.values()];
}

/** Reads the one testcase of a command that takes no folder. @throws UserError, ScenarioError */
export function loadTestcase(file: string): Testcase {
  const classic = parseClassic(readText(file), file);
  return { file, name: nameOf(file), build: (seed) => buildClassic(classic, seed) };
}
