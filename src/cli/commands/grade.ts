import type { Argv, CommandModule } from 'yargs';
import { DEFAULT_SEED } from '../../scenario/read.ts';
import type { ExitStatus } from '../exit-status.ts';
import { RUN_DEFAULTS } from '../run/defaults.ts';
import { parseSeed, parseWhole } from '../seed.ts';
import { badUsage } from '../user-error.ts';
import type { FlagsOf, GlobalFlags } from './flags.ts';

const MOST_SEEDS = 1_000_000;

const declare = (line: Argv<GlobalFlags>) =>
  line
    .positional('testcases', {
      type: 'string',
      array: true,
      describe: 'testcase files, or folders of them; those beside the Application if not given',
    })
    .option('seeds', { type: 'string', requiresArg: true, default: '100', describe: 'how many seeds to run' })
    .option('from', {
      type: 'string',
      requiresArg: true,
      default: `${DEFAULT_SEED}`,
      describe: 'the first seed',
    })
    .option('out', {
      type: 'string',
      requiresArg: true,
      default: RUN_DEFAULTS.out,
      describe: 'where the files of failing runs are kept',
    })
    .option('json', { type: 'boolean', default: false, describe: 'print JSON' })
    .option('log', { type: 'string', requiresArg: true, describe: 'grade this dbg.log and run nothing' })
    .option('as', { type: 'string', requiresArg: true, describe: 'with --log: the subject it is graded in' })
    .example('./Application grade', 'grade the classic testcases under 100 seeds each')
    .example('./Application grade testcases/read.conf --seeds 1000 --from 1', 'one testcase under more')
    .example('./Application grade --log dbg.log --as read', 'grade a log that another program wrote');

/** `./Application grade [testcases..]`: points as a course would give them, under many seeds. */
export function gradeCommand(
  finish: (status: ExitStatus) => void,
): CommandModule<GlobalFlags, FlagsOf<typeof declare>> {
  return {
    command: 'grade [testcases..]',
    describe: 'grade testcases from their logs, under many seeds',
    builder: declare,
    handler: async ({ testcases = [], seeds, from, out, json, log, as, color }) => {
      const first = parseSeed(from, '--from');
      const runs = parseWhole(seeds, '--seeds', 1, MOST_SEEDS);
      if (!Number.isSafeInteger(first + runs - 1))
        throw badUsage(`--from ${first} with --seeds ${runs} goes beyond the largest seed, 2^53 - 1`);
      if ((log === undefined) !== (as === undefined)) throw badUsage('--log and --as go together');
      if (log !== undefined && as !== undefined) {
        if (testcases.length > 0) throw badUsage('--log grades one log; give no testcases with it');
        const { gradeLog } = await import('../grade/grade-log.ts');
        finish(await gradeLog({ log, as, json, colour: color }));
        return;
      }
      const { grade } = await import('../grade/grade.ts');
      finish(await grade({ words: testcases, first, runs, out, json, colour: color }));
    },
  };
}
