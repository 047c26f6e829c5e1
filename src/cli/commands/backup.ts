import type { Argv, CommandModule } from 'yargs';
import type { ExitStatus } from '../exit-status.ts';
import { declareCluster } from './client.ts';
import type { FlagsOf, GlobalFlags } from './flags.ts';

const declareBackup = (line: Argv<GlobalFlags>) =>
  declareCluster(line, '127.0.0.1:5001', 'nodes of a running cluster, host:port, several with commas')
    .positional('file', { type: 'string', demandOption: true, describe: 'the snapshot' })
    .option('data', {
      type: 'string',
      requiresArg: true,
      describe: 'a folder of data instead, whose nodes are stopped',
    });

const declareRestore = (line: Argv<GlobalFlags>) =>
  declareBackup(line)
    .option('only-absent', { type: 'boolean', describe: 'leave keys that are there as they are' })
    .option('storage', { choices: ['lmdb', 'json'] as const, requiresArg: true, describe: 'of --data; lmdb' })
    .option('cluster', { type: 'string', requiresArg: true, describe: 'name of the cluster in --data' });

type Finish = (status: ExitStatus) => void;

/** `./Application snapshot <file>`. */
export function snapshotCommand(finish: Finish): CommandModule<GlobalFlags, FlagsOf<typeof declareBackup>> {
  return {
    command: 'snapshot <file>',
    describe: 'save all keys of a running cluster, or of stopped nodes',
    builder: declareBackup,
    handler: async ({ file, data, at, token, tlsCa }) => {
      if (data !== undefined) {
        const { inLiveRoom } = await import('../live/room.ts');
        return finish(await inLiveRoom((live) => live.snapshotStopped(data, file)));
      }
      const { clientOf } = await import('../client/ask.ts');
      const { snapshotRunning } = await import('../backup/running.ts');
      finish(await snapshotRunning(clientOf({ at, token, tlsCa }), file));
    },
  };
}

/** `./Application restore <file>`. */
export function restoreCommand(finish: Finish): CommandModule<GlobalFlags, FlagsOf<typeof declareRestore>> {
  return {
    command: 'restore <file>',
    describe: 'write a snapshot into a running cluster, or into a folder for a first node',
    builder: declareRestore,
    handler: async ({ file, data, at, token, tlsCa, onlyAbsent = false, storage, cluster }) => {
      if (data !== undefined) {
        const { inLiveRoom } = await import('../live/room.ts');
        const named = {
          ...(storage === undefined ? {} : { storage }),
          ...(cluster === undefined ? {} : { cluster }),
        };
        return finish(await inLiveRoom((live) => live.restoreStopped(data, file, named)));
      }
      const { clientOf } = await import('../client/ask.ts');
      const { restoreRunning } = await import('../backup/running.ts');
      finish(await restoreRunning(clientOf({ at, token, tlsCa }), file, { onlyAbsent }));
    },
  };
}
