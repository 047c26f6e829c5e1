import type { CommandModule } from 'yargs';
import type { GlobalFlags } from './flags.ts';

/** `./Application sweep-worker`: what `sweep` starts, as often as there are cores; left out of the help. */
export function sweepWorkerCommand(): CommandModule<GlobalFlags, GlobalFlags> {
  return {
    command: 'sweep-worker',
    describe: false,
    handler: async () => {
      const { sweepWorker } = await import('../sweep/worker.ts');
      await sweepWorker();
    },
  };
}
