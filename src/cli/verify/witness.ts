import type { Window } from '../../explore/verify.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { out } from '../output.ts';
import { loadTestcase } from '../testcase/testcase.ts';
import { testify } from './witness-run.ts';

/** Runs a testcase in this process and prints its testimony as one line of JSON. */
export function witness(file: string, seed: number, window: Window | undefined): ExitStatus {
  out.line(JSON.stringify(testify(loadTestcase(file).build(seed), window)));
  return EXIT.holds;
}
