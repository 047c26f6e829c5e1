import { availableParallelism } from 'node:os';
import type { Argv, CommandModule } from 'yargs';
import type { ExitStatus } from '../exit-status.ts';
import { RUN_DEFAULTS } from '../run/defaults.ts';
import { parseWhole } from '../seed.ts';
import { badUsage } from '../user-error.ts';
import type { FlagsOf, GlobalFlags } from './flags.ts';

const MOST_WORKERS = 1024;
/** Before a seed is given up: far above what any sound run takes. */
const PATIENCE = '20m';

const declare = (line: Argv<GlobalFlags>) =>
  line
    .positional('testcases', { type: 'string', array: true, describe: 'testcase files, or folders of them' })
    .option('seeds', {
      type: 'string',
      requiresArg: true,
      describe: 'a range like 1..1000, or how many; 1..1000 if not given, without end with --time',
    })
    .option('workers', {
      type: 'string',
      requiresArg: true,
      describe: 'how many processes; one for each core if not given',
    })
    .option('queue', {
      type: 'string',
      requiresArg: true,
      describe: 'where Redis is, redis://host:6379: workers of other machines do it',
    })
    .option('time', { type: 'string', requiresArg: true, describe: 'stop after so long: 90s, 10m, 8h' })
    .option('patience', {
      type: 'string',
      requiresArg: true,
      default: PATIENCE,
      describe: 'a run that takes longer is taken for stuck',
    })
    .option('out', {
      type: 'string',
      requiresArg: true,
      default: RUN_DEFAULTS.out,
      describe: 'where the journal is kept, in sweep/<name>/',
    })
    .option('resume', { type: 'boolean', default: false, describe: 'go on where the journal ends' })
    .option('shrink', {
      type: 'boolean',
      describe: 'make a run of each kind of failure small, as shrink does; on with --queue',
    })
    .option('json', { type: 'boolean', default: false, describe: 'print JSON' })
    .option('junit', { type: 'string', requiresArg: true, describe: 'also write JUnit XML to this file' })
    .example('./Application sweep testcases --seeds 1..10000', 'run all testcases under many seeds')
    .example('./Application sweep testcases/quorum --time 8h', 'as many seeds as a night has')
    .example('./Application sweep testcases/quorum --time 8h --resume', 'and those of the next night')
    .example(
      './Application sweep testcases --seeds 1000000 --queue redis://10.0.0.5:6379',
      'on all machines where ./Application worker --queue redis://10.0.0.5:6379 runs',
    );

/** `./Application sweep <testcases..>`: many seeds on all cores. */
export function sweepCommand(
  finish: (status: ExitStatus) => void,
): CommandModule<GlobalFlags, FlagsOf<typeof declare>> {
  return {
    command: 'sweep [testcases..]',
    describe: 'run testcases under many seeds on all cores, and group what fails',
    builder: declare,
    handler: async ({ testcases = [], seeds, queue, workers, time, patience, color, ...flags }) => {
      if (testcases.length === 0)
        throw badUsage('no testcase is named; allowed: testcase files, or folders of them');
      if (queue !== undefined && workers !== undefined)
        throw badUsage('--workers is for this machine; with --queue, ./Application worker takes it');
      const { parseSeeds, parseTime } = await import('../sweep/bounds.ts');
      const { parseQueueUrl } = await import('../sweep/queue-url.ts');
      const options = {
        words: testcases,
        seeds: seeds === undefined ? undefined : parseSeeds(seeds),
        queue: queue === undefined ? undefined : parseQueueUrl(queue),
        workers:
          workers === undefined ? availableParallelism() : parseWhole(workers, '--workers', 1, MOST_WORKERS),
        timeMs: time === undefined ? undefined : parseTime(time, '--time'),
        patienceMs: parseTime(patience, '--patience'),
        shrink: flags.shrink ?? queue !== undefined,
        ...{ out: flags.out, resume: flags.resume, json: flags.json, junit: flags.junit, colour: color },
      };
      const { sweepTestcases } = await import('../sweep/sweep.ts');
      finish(await sweepTestcases(options));
    },
  };
}
