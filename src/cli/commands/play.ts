import type { Argv, CommandModule } from 'yargs';
import type { ExitStatus } from '../exit-status.ts';
import { parseSeed, parseWhole } from '../seed.ts';
import type { FlagsOf, GlobalFlags } from './flags.ts';

const LAST_PORT = 65_535;

const declare = (line: Argv<GlobalFlags>) =>
  line
    .positional('run', { type: 'string', describe: 'a testcase file, or the folder of a run' })
    .option('seed', { type: 'string', requiresArg: true, describe: 'the seed of the run' })
    .option('port', {
      type: 'string',
      requiresArg: true,
      default: '0',
      describe: 'where to serve the page, on 127.0.0.1; 0 is any free one',
    })
    .example('./Application play testcases/read.conf', 'see a run move, step by step and backwards')
    .example(
      './Application play out/read/1',
      'the same for a run that was kept; the page compares the digests',
    );

/** `./Application play [run]`: the simulation player, in a browser. */
export function playCommand(
  finish: (status: ExitStatus) => void,
): CommandModule<GlobalFlags, FlagsOf<typeof declare>> {
  return {
    command: 'play [run]',
    describe: 'see a run in a browser: play it, go back, change what happens',
    builder: declare,
    handler: async ({ run, seed, port }) => {
      const options = {
        word: run,
        seed: seed === undefined ? undefined : parseSeed(seed),
        port: parseWhole(port, '--port', 0, LAST_PORT),
      };
      const { playInBrowser } = await import('../play/play-in-browser.ts');
      finish(await playInBrowser(options));
    },
  };
}
