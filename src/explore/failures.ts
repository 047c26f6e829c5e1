import { InvariantError } from '../lib/assert.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { JudgedRow } from './judge.ts';
import { fingerprint } from './judge.ts';
import { judgeRun } from './judge-run.ts';

/** One way in which a run went wrong. */
export interface Failure {
  /** Its name, alike in runs that fail alike. */
  readonly fingerprint: string;
  /** The checker that said so; undefined where the run itself ended in an assertion. */
  readonly row: JudgedRow | undefined;
}

/**
 * Runs a scenario. An assertion of ours that trips is a failure of the run too; any other error is none, and goes through.
 * @returns what any checker found broken, claimed or not; empty where nothing is
 */
export function failuresOf(scenario: Scenario): readonly Failure[] {
  try {
    const broken = judgeRun(scenario).rows.filter(({ verdict }) => verdict === 'broken');
    return broken.map((row) => ({ fingerprint: fingerprint(row), row }));
  } catch (error) {
    if (!(error instanceof InvariantError)) throw error;
    return [{ fingerprint: `assertion: ${error.message.replaceAll(/\d+/g, '#')}`, row: undefined }];
  }
}
