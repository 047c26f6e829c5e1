import yargs from 'yargs';
import { checkCommand } from './commands/check.ts';
import { explainCommand } from './commands/explain.ts';
import { refuseRepeatedFlags } from './commands/flags.ts';
import { gradeCommand } from './commands/grade.ts';
import { helpCommand, schemaCommand } from './commands/help.ts';
import { mutantsCommand } from './commands/mutants.ts';
import { replayCommand } from './commands/replay.ts';
import { runCommand } from './commands/run.ts';
import { shrinkCommand } from './commands/shrink.ts';
import { sweepCommand } from './commands/sweep.ts';
import { sweepWorkerCommand } from './commands/sweep-worker.ts';
import { verifyCommand } from './commands/verify.ts';
import { witnessCommand } from './commands/witness.ts';
import type { ExitStatus } from './exit-status.ts';
import { EXIT } from './exit-status.ts';
import { out } from './output.ts';
import { badUsage } from './user-error.ts';
import { version } from './version.ts';

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
  const parser = yargs([])
    .scriptName('./Application')
    .parserConfiguration({
      'boolean-negation': true,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .detectLocale(false)
    .option('color', { type: 'boolean', describe: 'colour the output; by default on a terminal only' })
    .command(runCommand(finish))
    .command(gradeCommand(finish))
    .command(verifyCommand(finish))
    .command(shrinkCommand(finish))
    .command(mutantsCommand(finish))
    .command(checkCommand(finish))
    .command(sweepCommand(finish))
    .command(sweepWorkerCommand())
    .command(explainCommand(finish))
    .command(replayCommand(finish))
    .command(witnessCommand(finish))
    .command(helpCommand(finish))
    .command(schemaCommand(finish))
    .check(refuseRepeatedFlags)
    .strict()
    .version(version)
    .alias('help', 'h')
    .epilogue(STATUSES)
    .wrap(WIDTH)
    .exitProcess(false)
    .fail((message: string | null, error: Error | undefined) => {
      // yargs passes on what a command threw, and throws its own complaints as YError.
      if (error !== undefined && error.name !== 'YError') throw error;
      const complaint = (message ?? error?.message ?? '').replaceAll(/\s+/g, ' ');
      throw badUsage(`${complaint}; './Application --help' tells what there is`);
    });
  // With a callback yargs hands over what it would have printed: help and version.
  await parser.parseAsync(withPlainOperands(words), {}, (_error, _flags, printed) => {
    if (printed !== '') out.line(printed);
  });
  return status;
}

/** What follows `--` are paths, whatever they look like; and our operands are paths, so each can begin with `./`. */
function withPlainOperands(words: readonly string[]): string[] {
  const end = words.indexOf('--');
  if (end === -1) return [...words];
  const operands = words.slice(end + 1).map((word) => (word.includes('/') ? word : `./${word}`));
  return [...words.slice(0, end), ...operands];
}
