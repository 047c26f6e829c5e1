import type { Argv, CommandModule } from 'yargs';
import type { ExitStatus } from '../exit-status.ts';
import type { FlagsOf, GlobalFlags } from './flags.ts';

const declare = (line: Argv<GlobalFlags>) =>
  line
    .option('listen', { type: 'string', requiresArg: true, describe: 'host:port for clients and nodes; 127.0.0.1:5001' })
    .option('data', { type: 'string', requiresArg: true, describe: 'folder of the node; without it nothing is kept' })
    .option('replicas', { type: 'number', requiresArg: true, describe: 'copies of each key, where a cluster begins; 1' })
    .option('join', { type: 'string', requiresArg: true, describe: 'nodes of the cluster, host:port, with commas' });

/** `./Application serve`: one node of a real cluster. */
export function serveCommand(
  finish: (status: ExitStatus) => void,
): CommandModule<GlobalFlags, FlagsOf<typeof declare>> {
  return {
    command: 'serve',
    describe: 'run one node of a real cluster',
    builder: declare,
    handler: async ({ listen, data, join, replicas }) => {
      const { liveRoom } = await import('../live/room.ts');
      const given = {
        ...(listen === undefined ? {} : { listen }),
        ...(data === undefined ? {} : { data }),
        ...(replicas === undefined ? {} : { replicas: Number(replicas) }),
        ...(join === undefined ? {} : { join: join.split(',') }),
      };
      finish(await liveRoom().serve(given));
    },
  };
}
