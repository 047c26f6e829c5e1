import { existsSync } from 'node:fs';
import type { CommandModule } from 'yargs';
import yargs from 'yargs';
import { nearest } from '../lib/nearest.ts';
import { checkCommand } from './commands/check.ts';
import { explainCommand } from './commands/explain.ts';
import type { GlobalFlags, OptionsSource } from './commands/flags.ts';
import { flagsIn, refuseOddSwitches, refuseRepeatedFlags } from './commands/flags.ts';
import { gradeCommand } from './commands/grade.ts';
import { helpCommand, schemaCommand } from './commands/help.ts';
import { declareLive } from './commands/live.ts';
import { mutantsCommand } from './commands/mutants.ts';
import { playCommand } from './commands/play.ts';
import { replayCommand } from './commands/replay.ts';
import { runCommand } from './commands/run.ts';
import { shrinkCommand } from './commands/shrink.ts';
import { sweepCommand } from './commands/sweep.ts';
import { sweepWorkerCommand } from './commands/sweep-worker.ts';
import { tortureCommand } from './commands/torture.ts';
import { verifyCommand } from './commands/verify.ts';
import { witnessCommand } from './commands/witness.ts';
import { workerCommand } from './commands/worker.ts';
import { complaintOf } from './complaint.ts';
import type { ExitStatus } from './exit-status.ts';
import { EXIT } from './exit-status.ts';
import { out } from './output.ts';
import { badUsage } from './user-error.ts';
import { version } from './version.ts';

/** Numbers are ours to read; `--no-color` is `--color=false`. */
const WORDS_AS_WRITTEN = {
  'boolean-negation': true,
  'parse-numbers': false,
  'parse-positional-numbers': false,
};
const WIDTH = 100;
const STATUSES = `Exit status: 0 all expectations hold, 1 one does not, 2 undecided, 3 bad input, 64 bad usage,
70 a mistake in Orrery itself.`;

/**
 * Follows a command line.
 * @throws UserError where it cannot be understood, and whatever the command throws
 */
export async function followCommandLine(words: readonly string[]): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.holds;
  const finish = (reached: ExitStatus): void => {
    status = reached;
  };
  const commands: string[] = [];
  const named = <Flags>(module: CommandModule<GlobalFlags, Flags>): typeof module => {
    if (module.describe !== false) commands.push(nameOf(module));
    return module;
  };
  const line = yargs([])
    .scriptName('./Application')
    .parserConfiguration(WORDS_AS_WRITTEN)
    .detectLocale(false)
    .option('color', { type: 'boolean', describe: 'colour the output; by default on a terminal only' })
    .command(named(runCommand(finish)))
    .command(named(gradeCommand(finish)))
    .command(named(verifyCommand(finish)))
    .command(named(shrinkCommand(finish)))
    .command(named(mutantsCommand(finish)))
    .command(named(checkCommand(finish)))
    .command(named(sweepCommand(finish)))
    .command(named(workerCommand(finish)))
    .command(named(sweepWorkerCommand()))
    .command(named(explainCommand(finish)))
    .command(named(replayCommand(finish)))
    .command(named(playCommand(finish)))
    .command(named(witnessCommand(finish)))
    .command(named(tortureCommand(finish)));
  const parser = declareLive(line, finish, named)
    .command(named(helpCommand(finish, commands)))
    .command(named(schemaCommand(finish)))
    .check((flags, options: unknown) => {
      refuseOddSwitches(asked, flagsIn(options).switches);
      return refuseRepeatedFlags(flags);
    })
    .strict()
    .version(version)
    .alias('help', 'h')
    .epilogue(STATUSES)
    .wrap(WIDTH)
    .exitProcess(false);
  parser.fail((message: string | null, error: Error | undefined) => {
    // yargs passes on what a command threw, and throws its own complaints as YError.
    if (error !== undefined && error.name !== 'YError') throw error;
    const flags = flagsIn((parser as object as OptionsSource).getOptions()).names;
    const complaint = complaintOf(message ?? error?.message ?? '', { words: asked, flags });
    throw badUsage(`${complaint}; './Application --help' tells what there is`);
  });
  const asked = withPlainOperands(withHelpFlag(words, commands));
  refuseMistypedCommand(asked, commands);
  // With a callback yargs hands over what it would have printed: help and version.
  await parser.parseAsync(asked, {}, (_error, _flags, printed) => {
    if (printed !== '') out.line(printed);
  });
  return status;
}

function nameOf({ command = '' }: { readonly command?: string | readonly string[] | undefined }): string {
  const forms = typeof command === 'string' ? [command] : command;
  return forms.map((form) => form.split(' ')[0] ?? '').find((name) => name !== '$0') ?? '';
}

/** `help sweep` is `sweep --help`, and `help` alone `--help`. */
function withHelpFlag(words: readonly string[], commands: readonly string[]): readonly string[] {
  const [first, topic = '', ...rest] = words;
  if (first === 'help' && words.length === 1) return ['--help'];
  return first === 'help' && commands.includes(topic) ? [topic, '--help', ...rest] : words;
}

/** A first word that is no path, and nearly a command, was hardly meant as a testcase. */
function refuseMistypedCommand(words: readonly string[], commands: readonly string[]): void {
  const [word = ''] = words;
  if (!/^[a-z-]+$/i.test(word) || word.startsWith('-') || commands.includes(word) || existsSync(word)) return;
  const meant = nearest(word, commands);
  if (meant !== undefined)
    throw badUsage(`there is no command or testcase called ${word} (did you mean ${meant}?)`);
}

/** What follows `--` are paths, whatever they look like; and our operands are paths, so each can begin with `./`. */
function withPlainOperands(words: readonly string[]): string[] {
  const end = words.indexOf('--');
  if (end === -1) return [...words];
  const operands = words.slice(end + 1).map((word) => (word.includes('/') ? word : `./${word}`));
  return [...words.slice(0, end), ...operands];
}
