import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from '../../scenario/scenario.ts';
import { homeFolder } from '../home.ts';
import { readText } from '../testcase/read-text.ts';
import { loadTestcase } from '../testcase/testcase.ts';
import { badInput } from '../user-error.ts';

/** A run that can be made again. */
export interface RunToShrink {
  /** What the testcase is called in `out/`. */
  readonly testcase: string;
  readonly scenario: Scenario;
}

const ENDINGS = ['.yaml', '.yml', '.json', '.conf'];

/**
 * The run that a word of the command line means: a folder with a `result.json`, or a testcase file.
 * @param seed as the caller gave it
 * @throws UserError, ScenarioError where there is no such run
 */
export async function findRun(word: string, seed: number | undefined): Promise<RunToShrink> {
  if (!existsSync(word) || !statSync(word).isDirectory()) return runOf(word, seed);
  const result = join(word, 'result.json');
  const kept = readResult(result);
  if (seed !== undefined && seed !== kept.seed)
    throw badInput(`${result} is of seed ${kept.seed}; allowed: no --seed, or this one`);
  const places = ['testcases', join(homeFolder(), 'testcases'), '.'];
  const files = places.flatMap((place) => ENDINGS.map((ending) => join(place, kept.testcase + ending)));
  const file = files.find((path) => existsSync(path));
  if (file === undefined)
    throw badInput(
      `${result} is of ${kept.testcase}, and no such testcase is here; name its file with --seed`,
    );
  return runOf(file, kept.seed);
}

async function runOf(file: string, seed: number | undefined): Promise<RunToShrink> {
  const testcase = await loadTestcase(file);
  return { testcase: testcase.name, scenario: testcase.build(seed ?? testcase.seed) };
}

function readResult(path: string): { readonly testcase: string; readonly seed: number } {
  const text = readText(path);
  try {
    const { testcase, seed } = JSON.parse(text) as { testcase?: unknown; seed?: unknown };
    if (typeof testcase === 'string' && typeof seed === 'number') return { testcase, seed };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw badInput(`${path}: names no testcase and seed; allowed: what a run leaves in its folder`);
}
