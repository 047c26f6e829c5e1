import { buildClassic } from './classic/build.ts';
import { parseClassic } from './classic/testcase.ts';
import type { Scenario } from './scenario.ts';

/** A testcase that was read and found good; a seed makes a scenario of it. */
export interface Recipe {
  /** The seed that the file names; undefined for a classic testcase, which names none. */
  readonly seed: number | undefined;
  /** @param seed the file's own where it is not given, or else 1 */
  readonly build: (seed?: number) => Scenario;
}

/** Reads one kind of testcase. @throws ScenarioError at the first mistake */
export type RecipeReader = (text: string, file: string) => Recipe;

/** The seed of a run where neither the caller nor the testcase names one. */
export const DEFAULT_SEED = 1;
const YAML_ENDINGS = ['.yaml', '.yml'];
const SCENARIO_ENDINGS = [...YAML_ENDINGS, '.json'];
export const CLASSIC_ENDINGS: readonly string[] = ['.conf'];
export const TESTCASE_ENDINGS: readonly string[] = [...CLASSIC_ENDINGS, ...SCENARIO_ENDINGS];
/** Of what is taken for a testcase in a folder. JSON is not: the results of runs are JSON too, so one names the file. */
export const FOLDER_ENDINGS: readonly string[] = [...CLASSIC_ENDINGS, ...YAML_ENDINGS];

/** True where a file is a scenario, which needs the scenario reader; all others are classic. Case does not matter. */
export function isScenarioFile(file: string): boolean {
  const name = file.toLowerCase();
  return SCENARIO_ENDINGS.some((ending) => name.endsWith(ending));
}

/**
 * Reads a testcase by the ending of its name. The reader of scenario files is handed in, since it costs as much to
 * load as a whole classic run: `readScenarioFile`, from file/read.ts.
 */
export function readTestcase(text: string, file: string, readScenario: RecipeReader): Recipe {
  return isScenarioFile(file) ? readScenario(text, file) : readClassic(text, file);
}

function readClassic(text: string, file: string): Recipe {
  const testcase = parseClassic(text, file);
  return { seed: undefined, build: (seed = DEFAULT_SEED) => buildClassic(testcase, seed) };
}
