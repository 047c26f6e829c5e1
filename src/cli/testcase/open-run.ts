import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from '../../scenario/scenario.ts';
import { applicationCommand } from '../home.ts';
import { badInput } from '../user-error.ts';
import { nearFile } from './near-file.ts';
import { findOrigin } from './origin.ts';
import { readText } from './read-text.ts';
import { loadTestcase } from './testcase.ts';

/** A run that can be repeated: a testcase under a seed. */
export interface OpenedRun {
  /** The testcase file. */
  readonly file: string;
  readonly name: string;
  readonly scenario: Scenario;
  /** Of the run that was kept, where a folder of one was named. */
  readonly kept: { readonly digest: string; readonly version: string } | undefined;
}

const ALLOWED = 'a testcase file, or the folder of a run with its result.json';

/**
 * Finds the run that a word names: a testcase, under the seed that is given or its own, or the folder that a run left.
 * @throws UserError, ScenarioError
 */
export async function openRun(word: string, seed: number | undefined): Promise<OpenedRun> {
  if (!existsSync(word))
    throw badInput(`${word}: there is no such file or folder${nearFile(word)}; allowed: ${ALLOWED}`);
  if (!statSync(word).isDirectory()) return open(word, seed, undefined);
  const path = join(word, 'result.json');
  if (!existsSync(path))
    throw badInput(
      `${word}: no result.json in this folder; allowed: ${ALLOWED}, which ${applicationCommand()} <testcase> --seed N leaves`,
    );
  const kept = readKept(path);
  const file = findOrigin(word, kept);
  if (file === undefined)
    throw badInput(
      `${path}: its testcase, ${kept.file ?? kept.testcase}, is not there any more; name the file and --seed ${kept.seed}`,
    );
  return open(file, seed ?? kept.seed, { digest: kept.digest, version: kept.version });
}

async function open(file: string, seed: number | undefined, kept: OpenedRun['kept']): Promise<OpenedRun> {
  const testcase = await loadTestcase(file);
  return { file, name: testcase.name, scenario: testcase.build(seed ?? testcase.seed), kept };
}

interface Kept {
  readonly testcase: string;
  /** From the folder; without it the testcase came with the Application. */
  readonly file: string | undefined;
  readonly seed: number;
  readonly digest: string;
  readonly version: string;
}

function readKept(path: string): Kept {
  let content: unknown;
  try {
    content = JSON.parse(readText(path));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (isKept(content)) return content;
  throw badInput(`${path}: not the result of a run; allowed: ${ALLOWED}`);
}

function isKept(content: unknown): content is Kept {
  if (typeof content !== 'object' || content === null) return false;
  const { testcase, file, seed, digest, version } = content as Readonly<Record<string, unknown>>;
  const named = typeof testcase === 'string' && typeof digest === 'string' && typeof version === 'string';
  if (file !== undefined && typeof file !== 'string') return false;
  return named && typeof seed === 'number' && Number.isSafeInteger(seed) && seed >= 0;
}
