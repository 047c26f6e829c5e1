import type { Window } from '../../explore/verify.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { out } from '../output.ts';
import { loadTestcase } from '../testcase/testcase.ts';
import { testify } from './witness-run.ts';

/** Runs a testcase in this process and prints its testimony as one line of JSON. */
export async function witness(file: string, seed: number, window: Window | undefined): Promise<ExitStatus> {
  const testcase = await loadTestcase(file);
  out.line(JSON.stringify(testify(testcase.build(seed), window)));
  return EXIT.holds;
}
