import type { Argv, CommandModule } from 'yargs';
import type { ExitStatus } from '../exit-status.ts';
import { parseWhole } from '../seed.ts';
import type { FlagsOf, GlobalFlags } from './flags.ts';

const MOST_SEEDS = 1_000_000;

const declare = (line: Argv<GlobalFlags>) =>
  line
    .positional('names', {
      type: 'string',
      array: true,
      describe: 'mutants to try; all if not given',
    })
    .option('seeds', {
      type: 'string',
      requiresArg: true,
      default: '1000',
      describe: 'how many seeds to hunt under until a mutant counts as escaped',
    })
    .option('shrink', {
      type: 'boolean',
      default: false,
      describe: 'make each catch small, and say how long it took',
    })
    .option('json', { type: 'boolean', default: false, describe: 'print JSON' })
    .example('./Application mutants', 'plant every mistake and see which checker reports it')
    .example('./Application mutants quorum-of-one --shrink', 'show how one of them fails');

/** `./Application mutants [names..]`: mistakes planted in the core, and the checkers that report them. */
export function mutantsCommand(
  finish: (status: ExitStatus) => void,
): CommandModule<GlobalFlags, FlagsOf<typeof declare>> {
  return {
    command: 'mutants [names..]',
    describe: 'plant mistakes in the core and see whether the checkers report them',
    builder: declare,
    handler: async ({ names = [], seeds, shrink, json, color }) => {
      const most = parseWhole(seeds, '--seeds', 1, MOST_SEEDS);
      const { tryMutants } = await import('../mutants/mutants.ts');
      finish(await tryMutants({ names, seeds: most, shrink, json, colour: color }));
    },
  };
}
