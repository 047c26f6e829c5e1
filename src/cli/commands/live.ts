import type { Argv, CommandModule } from 'yargs';
import type { ExitStatus } from '../exit-status.ts';
import { restoreCommand, snapshotCommand } from './backup.ts';
import { deleteCommand, getCommand, pageCommand, putCommand, shellCommand, watchCommand } from './client.ts';
import { clusterCommand } from './cluster.ts';
import type { GlobalFlags } from './flags.ts';
import { addNodeCommand, removeNodeCommand } from './operator.ts';
import { serveCommand } from './serve.ts';

type Finish = (status: ExitStatus) => void;
type Named = <Flags>(module: CommandModule<GlobalFlags, Flags>) => CommandModule<GlobalFlags, Flags>;

/** Commands that run a real cluster, or talk to one. */
export const declareLive = (line: Argv<GlobalFlags>, finish: Finish, named: Named) =>
  line
    .command(named(clusterCommand(finish)))
    .command(named(serveCommand(finish)))
    .command(named(getCommand(finish)))
    .command(named(putCommand(finish)))
    .command(named(deleteCommand(finish)))
    .command(named(watchCommand(finish)))
    .command(named(pageCommand(finish, 'status', 'tell how a node of a running cluster is')))
    .command(named(pageCommand(finish, 'nodes', 'tell who is in a running cluster')))
    .command(named(pageCommand(finish, 'ring', 'tell the ring of a running cluster')))
    .command(named(addNodeCommand(finish)))
    .command(named(removeNodeCommand(finish)))
    .command(named(snapshotCommand(finish)))
    .command(named(restoreCommand(finish)))
    .command(named(shellCommand(finish)));
