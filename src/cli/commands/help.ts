import type { Argv, CommandModule } from 'yargs';
import { nearest } from '../../lib/nearest.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { out } from '../output.ts';
import { badUsage } from '../user-error.ts';
import type { FlagsOf, GlobalFlags } from './flags.ts';

const TOPICS = ['scenario'];

const declare = (line: Argv<GlobalFlags>) =>
  line
    .positional('topic', { type: 'string', describe: `a command, or ${TOPICS.join(', ')}` })
    .option('json', { type: 'boolean', default: false, describe: 'print a JSON Schema, for editors' })
    .example('./Application help scenario', 'tell everything that may stand in a scenario file')
    .example('./Application schema > scenario.schema.json', 'let an editor check it while you write');

/** `./Application help scenario`: what no flag tells. @param commands of which help may be asked, complete when it is */
export function helpCommand(
  finish: (status: ExitStatus) => void,
  commands: readonly string[],
): CommandModule<GlobalFlags, FlagsOf<typeof declare>> {
  return {
    command: 'help <topic>',
    describe: 'tell of a command, or what may stand in a scenario file',
    builder: declare,
    handler: async ({ topic = '', json }) => {
      if (!TOPICS.includes(topic)) {
        const near = nearest(topic, [...TOPICS, ...commands]);
        const hint = near === undefined ? '' : ` (did you mean ${near}?)`;
        throw badUsage(
          `no help on '${topic}'${hint}; allowed: a command, or ${TOPICS.join(', ')}; --help tells of commands`,
        );
      }
      await tellScenarioForm(json);
      finish(EXIT.holds);
    },
  };
}

/** `./Application schema`: the same for editors. */
export function schemaCommand(finish: (status: ExitStatus) => void): CommandModule<GlobalFlags> {
  return {
    command: 'schema',
    describe: 'print the JSON Schema of scenario files, for editors',
    builder: (line) =>
      line.example('./Application schema > scenario.schema.json', 'keep it where an editor finds it'),
    handler: async () => {
      await tellScenarioForm(true);
      finish(EXIT.holds);
    },
  };
}

async function tellScenarioForm(json: boolean): Promise<void> {
  const { helpScenario, scenarioJsonSchema } = await import('../../scenario/file/help.ts');
  if (json) out.line(JSON.stringify(scenarioJsonSchema(), undefined, 2));
  else out.write(helpScenario());
}
