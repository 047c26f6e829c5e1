import type { Argv, CommandModule } from 'yargs';
import { CHECKERS } from '../../scenario/expectation.ts';
import type { ExitStatus } from '../exit-status.ts';
import { parseSeed, parseWhole } from '../seed.ts';
import { badUsage } from '../user-error.ts';
import type { FlagsOf, GlobalFlags } from './flags.ts';

const MOST_RUNS = 1_000_000;

const declare = (line: Argv<GlobalFlags>) =>
  line
    .positional('run', { type: 'string', describe: 'the folder of a run that failed, or a testcase' })
    .option('seed', {
      type: 'string',
      requiresArg: true,
      describe: 'the seed under which the testcase fails; its own if not given',
    })
    .option('out', {
      type: 'string',
      requiresArg: true,
      describe: 'the file to write; in testcases/regression/ if not given',
    })
    .option('checker', {
      type: 'string',
      requiresArg: true,
      describe: 'whose failure to keep; that of the first claim not kept if not given',
    })
    .option('runs', {
      type: 'string',
      requiresArg: true,
      default: '5000',
      describe: 'how many runs it may take',
    })
    .example('./Application shrink out/storm/17', 'make a testcase of what matters in a failing run')
    .example('./Application shrink storm.yaml --seed 17 --out small.yaml', 'the same of a testcase');

/** `./Application shrink <run>`: the least scenario that fails in the same way. */
export function shrinkCommand(
  finish: (status: ExitStatus) => void,
): CommandModule<GlobalFlags, FlagsOf<typeof declare>> {
  return {
    command: 'shrink [run]',
    describe: 'make a failing run as small as can be, and a testcase of it',
    builder: declare,
    handler: async ({ run, seed, out, checker, runs }) => {
      if (run === undefined) throw badUsage('no run is named; allowed: the folder of a run, or a testcase');
      if (checker !== undefined && !CHECKERS.some((one) => one === checker))
        throw badUsage(`--checker is '${checker}'; allowed: ${CHECKERS.join(', ')}`);
      const { shrinkRun } = await import('../shrink/shrink.ts');
      finish(
        await shrinkRun({
          ...{ word: run, out, checker },
          seed: seed === undefined ? undefined : parseSeed(seed),
          runs: parseWhole(runs, '--runs', 1, MOST_RUNS),
        }),
      );
    },
  };
}
