import type { Argv, CommandModule } from 'yargs';
import type { ExitStatus } from '../exit-status.ts';
import type { FlagsOf, GlobalFlags } from './flags.ts';
import { declareNodeFlags } from './serve-flags.ts';

const text = (describe: string) => ({ type: 'string', requiresArg: true, describe }) as const;

const declare = (line: Argv<GlobalFlags>) =>
  declareNodeFlags(line)
    .option('listen', text('host:port for clients and nodes; 127.0.0.1:5001 if not given'))
    .option('advertise', text('host:port where others reach it, if that is not where it listens'))
    .option('join', text('nodes of the cluster to enter, host:port, several with commas'))
    .option('scan', text('where nodes may be, host:first-last: those that are there are joined'))
    .option('node', text('number of the node at its first start, never used before; drawn if not given'))
    .example('./Application serve --data n1 --replicas 3', 'begin a cluster on port 5001')
    .example('./Application serve --data n2 --listen 127.0.0.1:5002 --join 127.0.0.1:5001', 'enter it')
    .epilogue('Every flag may stand in the environment too: ORRERY_LISTEN, ORRERY_MAX_VALUE_BYTES …');

/** `./Application serve`: one node of a real cluster. */
export function serveCommand(
  finish: (status: ExitStatus) => void,
): CommandModule<GlobalFlags, FlagsOf<typeof declare>> {
  return {
    command: 'serve',
    describe: 'run one node of a real cluster',
    builder: declare,
    handler: async (flags) => {
      const { inLiveRoom } = await import('../live/room.ts');
      finish(await inLiveRoom((live) => live.serve(flags)));
    },
  };
}
