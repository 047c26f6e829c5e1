import type { RunOptions } from './run.ts';

/** A run of which nothing was said but its testcases. */
export const RUN_DEFAULTS: Omit<RunOptions, 'words'> = {
  seed: undefined,
  out: 'out',
  quiet: false,
  trace: false,
  report: false,
  colour: undefined,
};
