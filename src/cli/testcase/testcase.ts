import type { RecipeReader } from '../../scenario/read.ts';
import { DEFAULT_SEED, FOLDER_ENDINGS, isScenarioFile, readTestcase } from '../../scenario/read.ts';
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
  /** `classic`: graded from its logs. `scenario`: judged by the checkers that it names. */
  readonly kind: 'classic' | 'scenario';
  /** The seed of a run that is given none. */
  readonly seed: number;
  readonly build: (seed: number) => Scenario;
}

/**
 * Reads all testcases that the words name, before any of them is run.
 * @throws UserError, ScenarioError at the first that is no good
 */
export async function loadTestcases(
  words: readonly string[],
  endings: readonly string[] = FOLDER_ENDINGS,
): Promise<readonly Testcase[]> {
  const byName = new Map<string, Testcase>();
  for (const file of findTestcases(words, endings)) {
    const testcase = await loadTestcase(file);
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
export async function loadTestcase(file: string): Promise<Testcase> {
  const text = readText(file);
  const kind = isScenarioFile(file) ? 'scenario' : 'classic';
  const { seed = DEFAULT_SEED, build } = readTestcase(text, file, await scenarioReader(kind));
  return { file, name: nameOf(file), kind, seed, build };
}

/** The reader of scenario files costs as much to load as a whole classic run. */
async function scenarioReader(kind: Testcase['kind']): Promise<RecipeReader> {
  if (kind === 'scenario') return (await import('../../scenario/file/read.ts')).readScenarioFile;
  return (_text, file) => {
    throw new Error(`${file} is no scenario`);
  };
}
