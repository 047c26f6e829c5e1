import type { Argv, CommandModule } from 'yargs';
import type { ExitStatus } from '../exit-status.ts';
import { parseWhole } from '../seed.ts';
import type { FlagsOf, GlobalFlags } from './flags.ts';
import { declareNodeFlags } from './serve-flags.ts';

const MOST_NODES = 64;
const LAST_PORT = 65_535;

const text = (describe: string) => ({ type: 'string', requiresArg: true, describe }) as const;

const declare = (line: Argv<GlobalFlags>) =>
  declareNodeFlags(line)
    .option('nodes', { ...text('how many'), default: '5' })
    .option('host', { ...text('where to listen'), default: '127.0.0.1' })
    .option('port', { ...text('of the controller; nodes have the ports behind it'), default: '5000' })
    .example('./Application cluster --nodes 5', 'five nodes on ports 5001 to 5005, kept in out/cluster')
    .epilogue('A node that ends is started again. Ctrl-C stops all of them, and nothing is lost.');

/** `./Application cluster`: a whole cluster on this machine. */
export function clusterCommand(
  finish: (status: ExitStatus) => void,
): CommandModule<GlobalFlags, FlagsOf<typeof declare>> {
  return {
    command: 'cluster',
    describe: 'run a whole cluster on this machine, and keep it running',
    builder: declare,
    handler: async ({ nodes, host, port, ...flags }) => {
      const count = parseWhole(nodes, '--nodes', 1, MOST_NODES);
      const options = { nodes: count, host, port: parseWhole(port, '--port', 1, LAST_PORT - count), flags };
      const { inLiveRoom } = await import('../live/room.ts');
      finish(await inLiveRoom((live) => live.cluster(options)));
    },
  };
}
