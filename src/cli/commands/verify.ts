import type { Argv, CommandModule } from 'yargs';
import { DEFAULT_SEED } from '../../scenario/read.ts';
import type { ExitStatus } from '../exit-status.ts';
import { parseSeed } from '../seed.ts';
import { badUsage } from '../user-error.ts';
import type { FlagsOf, GlobalFlags } from './flags.ts';

const declare = (line: Argv<GlobalFlags>) =>
  line
    .positional('testcase', { type: 'string', describe: 'a testcase file' })
    .option('seed', {
      type: 'string',
      requiresArg: true,
      describe: `what all chance of the run comes from; the testcase's own, or else ${DEFAULT_SEED}, if not given`,
    })
    .example('./Application verify testcases/read.conf --seed 7', 'show that the run repeats to the event');

/** `./Application verify <testcase>`: the same run twice, in two processes under different skies. */
export function verifyCommand(
  finish: (status: ExitStatus) => void,
): CommandModule<GlobalFlags, FlagsOf<typeof declare>> {
  return {
    command: 'verify [testcase]',
    describe: 'run a testcase here and in a fresh process, and name the first event that differs',
    builder: declare,
    handler: async ({ testcase, seed, color }) => {
      if (testcase === undefined) throw badUsage('no testcase is named; allowed: a testcase file');
      const number = seed === undefined ? undefined : parseSeed(seed);
      const { verify } = await import('../verify/verify.ts');
      finish(await verify(testcase, number, color));
    },
  };
}
