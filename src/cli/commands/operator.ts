import type { Argv, CommandModule } from 'yargs';
import type { ExitStatus } from '../exit-status.ts';
import { parseWhole } from '../seed.ts';
import { declareCluster } from './client.ts';
import type { FlagsOf, GlobalFlags } from './flags.ts';

const LAST_NODE = 0x7fff_ffff;

const declareAdd = (line: Argv<GlobalFlags>) =>
  declareCluster(line, '127.0.0.1:5000', 'the controller, host:port');

const declareRemove = (line: Argv<GlobalFlags>) =>
  declareCluster(line, '127.0.0.1:5000', 'the controller or any node, host:port')
    .positional('node', {
      type: 'string',
      demandOption: true,
      describe: 'number of the node, as `ring` tells it',
    })
    .option('dead', { type: 'boolean', describe: 'it is gone for good, and hands nothing over' })
    .option('force', {
      type: 'boolean',
      implies: 'dead',
      describe:
        'nobody waits for its vote, and what only lost nodes knew is given up; say it of each of them',
    });

type Finish = (status: ExitStatus) => void;

/** `./Application add-node`. */
export function addNodeCommand(finish: Finish): CommandModule<GlobalFlags, FlagsOf<typeof declareAdd>> {
  return {
    command: 'add-node',
    describe: 'start one node more, and wait until it owns its part of the ring',
    builder: declareAdd,
    handler: async (flags) => {
      const { addNode } = await import('../client/operate.ts');
      finish(await addNode(flags));
    },
  };
}

/** `./Application remove-node <node>`. */
export function removeNodeCommand(finish: Finish): CommandModule<GlobalFlags, FlagsOf<typeof declareRemove>> {
  return {
    command: 'remove-node <node>',
    describe: 'let a node hand over what it has, leave the ring, and end',
    builder: declareRemove,
    handler: async ({ node, dead = false, force = false, ...flags }) => {
      const { removeNode } = await import('../client/operate.ts');
      const fate = force ? '?dead=true&force=true' : dead ? '?dead=true' : '';
      finish(await removeNode(flags, parseWhole(node, 'the node', 1, LAST_NODE), fate));
    },
  };
}
