import type { Argv, CommandModule } from 'yargs';
import type { ExitStatus } from '../exit-status.ts';
import { RUN_DEFAULTS } from '../run/defaults.ts';
import { parseSeed, parseWhole } from '../seed.ts';
import { badUsage } from '../user-error.ts';
import type { FlagsOf, GlobalFlags } from './flags.ts';

const STORAGES = ['lmdb', 'json'];
const MOST_NODES = 20;

const declare = (line: Argv<GlobalFlags>) =>
  line
    .positional('scenario', { type: 'string', describe: 'a scenario file of profile lan or drill' })
    .option('nodes', {
      type: 'string',
      requiresArg: true,
      describe: `processes, 1 to ${MOST_NODES}; as many as the scenario has hosts if not given`,
    })
    .option('time', {
      type: 'string',
      requiresArg: true,
      describe: 'how long they are hurt: 60s, 10m; acts are repeated or stretched',
    })
    .option('seed', {
      type: 'string',
      requiresArg: true,
      describe: "what is drawn comes from it; the scenario's own if not given",
    })
    .option('storage', {
      type: 'string',
      requiresArg: true,
      default: 'lmdb',
      describe: `how nodes keep what is durable: ${STORAGES.join(', ')}`,
    })
    .option('out', {
      type: 'string',
      requiresArg: true,
      default: RUN_DEFAULTS.out,
      describe: 'where the run keeps its files, in torture/<scenario>/<seed>/',
    })
    .option('compare', {
      type: 'boolean',
      default: false,
      describe: 'simulate the same afterwards, and show both worlds in a table',
    })
    .option('keep', {
      type: 'boolean',
      default: false,
      describe: 'keep data, logs and flight records of the nodes even where all holds',
    })
    .example(
      './Application torture testcases/torture/kills-one-after-the-other.yaml --time 60s',
      'a minute of kill -9',
    )
    .example(
      './Application torture testcases/quorum/an-acknowledged-write-survives-one-crash.yaml --nodes 5',
      'the scenario of a simulated run',
    );

/** `./Application torture <scenario>`: the same scenario, on real processes. */
export function tortureCommand(
  finish: (status: ExitStatus) => void,
): CommandModule<GlobalFlags, FlagsOf<typeof declare>> {
  return {
    command: 'torture [scenario]',
    describe: 'play a scenario on real processes: kill, pause, cut off, and judge what clients saw',
    builder: declare,
    handler: async ({ scenario, nodes, time, seed, storage, out, keep, compare, color }) => {
      if (scenario === undefined) throw badUsage('no scenario is named; allowed: a scenario file');
      if (!STORAGES.includes(storage))
        throw badUsage(`--storage is '${storage}'; allowed: ${STORAGES.join(', ')}`);
      const { parseTime } = await import('../sweep/bounds.ts');
      const { torture } = await import('../torture/torture.ts');
      finish(
        await torture({
          word: scenario,
          nodes: nodes === undefined ? undefined : parseWhole(nodes, '--nodes', 1, MOST_NODES),
          time: time === undefined ? undefined : parseTime(time, '--time'),
          seed: seed === undefined ? undefined : parseSeed(seed),
          ...{ storage, out, keep, compare, colour: color },
        }),
      );
    },
  };
}
