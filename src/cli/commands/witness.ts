import type { Argv, CommandModule } from 'yargs';
import type { ExitStatus } from '../exit-status.ts';
import { parseSeed, parseWhole } from '../seed.ts';
import { badUsage } from '../user-error.ts';
import type { FlagsOf, GlobalFlags } from './flags.ts';

const declare = (line: Argv<GlobalFlags>) =>
  line
    .positional('testcase', { type: 'string', describe: 'a testcase file' })
    .option('seed', { type: 'string', demandOption: true, describe: 'the seed of the run' })
    .option('from', { type: 'string', describe: 'show the events after this one' })
    .option('to', { type: 'string', describe: 'and up to this one' })
    .example('./Application witness testcases/read.conf --seed 7', 'print digest and checkpoints as JSON');

/** `./Application witness <testcase>`: the other half of `verify`, in a process of its own; left out of the help. */
export function witnessCommand(
  finish: (status: ExitStatus) => void,
): CommandModule<GlobalFlags, FlagsOf<typeof declare>> {
  return {
    command: 'witness [testcase]',
    describe: false,
    builder: declare,
    handler: async ({ testcase, seed, from, to }) => {
      if (testcase === undefined) throw badUsage('no testcase is named; allowed: a testcase file');
      const { witness } = await import('../verify/witness.ts');
      const bound = (text: string, flag: string) => parseWhole(text, flag, 0, Number.MAX_SAFE_INTEGER);
      const window =
        from === undefined || to === undefined
          ? undefined
          : { from: bound(from, '--from'), to: bound(to, '--to') };
      finish(await witness(testcase, parseSeed(seed), window));
    },
  };
}
