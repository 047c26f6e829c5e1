import type { Argv, CommandModule } from 'yargs';
import type { ExitStatus } from '../exit-status.ts';
import { parseSeed, parseWhole } from '../seed.ts';
import { badUsage } from '../user-error.ts';
import type { FlagsOf, GlobalFlags } from './flags.ts';

const MOST_FUTURES = 100_000;

const declare = (line: Argv<GlobalFlags>) =>
  line
    .positional('run', { type: 'string', describe: 'the folder of a run, or a testcase file' })
    .option('seed', {
      type: 'string',
      requiresArg: true,
      describe: 'the seed of the run, for a testcase file',
    })
    .option('checker', {
      type: 'string',
      requiresArg: true,
      describe: 'which verdict; the first that is not as claimed if not given',
    })
    .option('futures', {
      type: 'string',
      requiresArg: true,
      describe:
        'how many futures to try from each moment, 0 for none; up to 200, as the length of the run allows, if not given',
    })
    .option('report', {
      type: 'string',
      requiresArg: true,
      describe: 'the folder that gets report.html; that of the run if not given',
    })
    .example('./Application explain testcases/read.conf --seed 7', 'why did this run go wrong?')
    .example('./Application explain out/read/7 --futures 500', 'and from when on had it to?');

/** `./Application explain <run>`: a failure in words, and from when on it could not be avoided. */
export function explainCommand(
  finish: (status: ExitStatus) => void,
): CommandModule<GlobalFlags, FlagsOf<typeof declare>> {
  return {
    command: 'explain [run]',
    describe: 'tell in words what led to a failure, and from when on it was inevitable',
    builder: declare,
    handler: async ({ run, seed, checker, futures, report, color }) => {
      if (run === undefined)
        throw badUsage('no run is named; allowed: the folder of a run, or a testcase file');
      const { explain } = await import('../explain/explain.ts');
      finish(
        await explain({
          word: run,
          seed: seed === undefined ? undefined : parseSeed(seed),
          checker,
          futures: futures === undefined ? undefined : parseWhole(futures, '--futures', 0, MOST_FUTURES),
          report,
          colour: color,
        }),
      );
    },
  };
}
