import type { Argv, CommandModule } from 'yargs';
import type { ExitStatus } from '../exit-status.ts';
import { parseSeed, parseWhole } from '../seed.ts';
import { badUsage } from '../user-error.ts';
import type { FlagsOf, GlobalFlags } from './flags.ts';

const declare = (line: Argv<GlobalFlags>) =>
  line
    .positional('run', {
      type: 'string',
      describe: 'the folder of a run, a testcase file, or a flight record (.rec)',
    })
    .option('seed', {
      type: 'string',
      requiresArg: true,
      describe: 'the seed of the run, for a testcase file',
    })
    .option('from', { type: 'string', requiresArg: true, default: '0', describe: 'the first tick to show' })
    .option('until', {
      type: 'string',
      requiresArg: true,
      describe: 'the last tick to show; the end of the run if not given',
    })
    .option('node', {
      type: 'string',
      requiresArg: true,
      describe: 'only what concerns this node, such as n3; and its state at the end',
    })
    .option('kind', {
      type: 'string',
      requiresArg: true,
      describe: 'only events or messages of these kinds, such as sent,dropped,gossip',
    })
    .option('key', { type: 'string', requiresArg: true, describe: 'only what concerns this key' })
    .example(
      './Application replay testcases/read.conf --from 150 --until 152 --key 0FsU9',
      'one operation, event by event',
    )
    .example('./Application replay n3.1.rec --node n3', 'the life of a real node again, and how it ended')
    .example('./Application replay out/read/1 --node n3 --kind noted,host-crashed', 'the life of one node');

/** `./Application replay <run>`: the events of a run, one readable line each. */
export function replayCommand(
  finish: (status: ExitStatus) => void,
): CommandModule<GlobalFlags, FlagsOf<typeof declare>> {
  return {
    command: 'replay [run]',
    describe: 'step through the events of a run, or print them',
    builder: declare,
    handler: async ({ run, seed, from, until, node, kind, key, color }) => {
      if (run === undefined)
        throw badUsage('no run is named; allowed: the folder of a run, a testcase file, or a flight record');
      const tick = (text: string, flag: string) => parseWhole(text, flag, 0, Number.MAX_SAFE_INTEGER);
      const { replay } = await import('../replay/replay.ts');
      finish(
        await replay({
          word: run,
          seed: seed === undefined ? undefined : parseSeed(seed),
          from: tick(from, '--from'),
          until: until === undefined ? undefined : tick(until, '--until'),
          node: node === undefined ? undefined : parseWhole(node.replace(/^n/, ''), '--node', 1, 0x7fff_ffff),
          kinds: kind?.split(','),
          key,
          colour: color,
        }),
      );
    },
  };
}
