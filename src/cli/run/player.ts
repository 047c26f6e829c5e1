import type { Paint } from '../../report/terminal/paint.ts';
import type { Summary } from '../../report/terminal/run.ts';
import type { Testcase } from '../testcase/testcase.ts';
import type { KeepOptions } from './run-one.ts';

/** One run that was asked for. */
export interface Play {
  readonly testcase: Testcase;
  readonly seed: number;
  readonly keep: Pick<KeepOptions, 'out' | 'trace'>;
  /** The command that repeats it. */
  readonly command: string;
}

/** Runs one kind of testcase, telling all of it. */
export type Player = (play: Play, tell: (line: string) => void, paint: Paint) => Summary;
