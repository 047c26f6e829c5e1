import { availableParallelism } from 'node:os';
import type { Argv, CommandModule } from 'yargs';
import type { ExitStatus } from '../exit-status.ts';
import { parseWhole } from '../seed.ts';
import { badUsage } from '../user-error.ts';
import type { FlagsOf, GlobalFlags } from './flags.ts';

const MOST_WORKERS = 1024;
/** Far above what a busy machine may keep this process waiting. */
const LEASE = '10s';

const declare = (line: Argv<GlobalFlags>) =>
  line
    .option('queue', { type: 'string', requiresArg: true, describe: 'where Redis is: redis://host:6379' })
    .option('workers', {
      type: 'string',
      requiresArg: true,
      describe: 'how many processes; one for each core if not given',
    })
    .option('lease', {
      type: 'string',
      requiresArg: true,
      default: LEASE,
      describe: 'who is not heard of for so long has lost its batches to others',
    })
    .example(
      './Application worker --queue redis://10.0.0.5:6379',
      'work for sweeps on all cores, until Ctrl-C',
    )
    .example('./Application sweep testcases --seeds 1000000 --queue redis://10.0.0.5:6379', 'such a sweep');

/** `./Application worker --queue redis://…`: works for sweeps that other machines have begun. */
export function workerCommand(
  finish: (status: ExitStatus) => void,
): CommandModule<GlobalFlags, FlagsOf<typeof declare>> {
  return {
    command: 'worker',
    describe: 'work for sweeps that were begun with --queue, on any machine',
    builder: declare,
    handler: async ({ queue, workers, lease }) => {
      if (queue === undefined) throw badUsage('--queue is missing; allowed: redis://host:6379');
      const { parseTime } = await import('../sweep/bounds.ts');
      const { parseQueueUrl } = await import('../sweep/queue-url.ts');
      const flags = {
        queue: parseQueueUrl(queue),
        workers:
          workers === undefined ? availableParallelism() : parseWhole(workers, '--workers', 1, MOST_WORKERS),
        leaseMs: parseTime(lease, '--lease'),
      };
      const { serveQueue } = await import('../sweep/serve.ts');
      finish(await serveQueue(flags));
    },
  };
}
