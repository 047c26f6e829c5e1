import type { Argv, CommandModule } from 'yargs';
import { DEFAULT_SEED } from '../../scenario/read.ts';
import type { ExitStatus } from '../exit-status.ts';
import { RUN_DEFAULTS } from '../run/defaults.ts';
import { parseSeed } from '../seed.ts';
import { badUsage } from '../user-error.ts';
import type { FlagsOf, GlobalFlags } from './flags.ts';

const declare = (line: Argv<GlobalFlags>) =>
  line
    .positional('testcases', {
      type: 'string',
      array: true,
      describe: 'testcase files, or folders of them',
    })
    .option('seed', {
      type: 'string',
      requiresArg: true,
      describe: `what all chance of the run comes from: 0 to 2^53 - 1; the testcase's own, or else ${DEFAULT_SEED}, if not given`,
    })
    .option('out', {
      type: 'string',
      requiresArg: true,
      default: RUN_DEFAULTS.out,
      describe: 'where each run keeps its files, in <testcase>/<seed>/',
    })
    .option('quiet', { type: 'boolean', default: false, describe: 'say only what does not hold' })
    .option('trace', { type: 'boolean', default: false, describe: 'keep every event in trace.ndjson' })
    .option('report', { type: 'boolean', default: false, describe: 'make a page of each run, report.html' })
    .option('live', {
      type: 'boolean',
      default: false,
      describe: 'play it on real processes, and simulate the same: both worlds in a table',
    })
    .example('./Application testcases/read.conf', 'run one testcase')
    .example('./Application testcases --seed 7', 'run all of a folder under another seed');

/** `./Application <testcases..>`: what runs when no command is named. */
export function runCommand(
  finish: (status: ExitStatus) => void,
): CommandModule<GlobalFlags, FlagsOf<typeof declare>> {
  return {
    command: ['$0 [testcases..]', 'run [testcases..]'],
    describe: 'run testcases and judge what they claim',
    builder: declare,
    handler: async ({ testcases = [], seed, out, quiet, trace, report, live, color }) => {
      if (testcases.length === 0)
        throw badUsage('no testcase is named; allowed: testcase files, or folders of them');
      const number = seed === undefined ? undefined : parseSeed(seed);
      if (live) {
        const { tortureAll } = await import('../torture/torture.ts');
        return finish(await tortureAll({ words: testcases, seed: number, out, colour: color }));
      }
      const { run } = await import('../run/run.ts');
      finish(await run({ words: testcases, seed: number, out, quiet, trace, report, colour: color }));
    },
  };
}
