import type { Argv, CommandModule } from 'yargs';
import type { ExitStatus } from '../exit-status.ts';
import { badUsage } from '../user-error.ts';
import type { FlagsOf, GlobalFlags } from './flags.ts';

const MODELS = ['register', 'cas-register', 'kv'] as const;

const declare = (line: Argv<GlobalFlags>) =>
  line
    .positional('history', { type: 'string', describe: 'a history, one JSON object a line' })
    .option('model', {
      choices: MODELS,
      requiresArg: true,
      describe: 'what each key is; told from the operations if not given',
    })
    .option('json', { type: 'boolean', default: false, describe: 'print JSON' })
    .example('./Application check history.ndjson', 'judge what some system wrote down')
    .example('./Application check history.ndjson --model kv --json', 'the same as JSON, of a key-value store')
    .epilogue(
      [
        'One line an event, in the order in which they happened; type is invoke, ok, fail or info:',
        '  {"type":"invoke","process":0,"operation":"write","key":"x","value":1}',
        '  {"type":"ok","process":0,"operation":"write","key":"x"}',
        'register: read, write. cas-register: read, write, cas. kv: get, put, append, delete, create, update.',
        'Exit status: 0 linearizable, 1 not, 2 undecided, 3 no history, 64 bad usage.',
      ].join('\n'),
    );

/** `./Application check <history>`: is a history that another system wrote linearizable? */
export function checkCommand(
  finish: (status: ExitStatus) => void,
): CommandModule<GlobalFlags, FlagsOf<typeof declare>> {
  return {
    command: 'check [history]',
    describe: 'judge whether a recorded history is linearizable',
    builder: declare,
    handler: async ({ history, model, json, color }) => {
      if (history === undefined) throw badUsage('no history is named; allowed: a file with one event a line');
      const { check } = await import('../check/check.ts');
      finish(await check({ file: history, model, json, colour: color }));
    },
  };
}
