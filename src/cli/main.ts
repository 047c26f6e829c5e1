import type { ExitStatus } from './exit-status.ts';
import { EXIT } from './exit-status.ts';
import { applicationCommand } from './home.ts';
import { isForTheCaller, OurBug } from './our-bug.ts';
import { err } from './output.ts';
import { quote } from './shell.ts';
import { UserError } from './user-error.ts';

const words = process.argv.slice(2);

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.exitCode = tellError(error);
  },
);

async function main(): Promise<ExitStatus> {
  if (isPlainRun()) {
    const { run } = await import('./run/run.ts');
    const { RUN_DEFAULTS } = await import('./run/defaults.ts');
    return run({ ...RUN_DEFAULTS, words });
  }
  const { followCommandLine } = await import('./command-line.ts');
  return followCommandLine(words);
}

/** Testcases and not one flag: nothing to parse, so the parser, a third of the start, need not be loaded. */
function isPlainRun(): boolean {
  return words.length > 0 && words.every((word) => word.includes('.') && !word.startsWith('-'));
}

/** Says what went wrong on standard error. @returns the exit status that goes with it */
function tellError(error: unknown): ExitStatus {
  if (isForTheCaller(error)) {
    err.line(error.message);
    return error instanceof UserError ? error.status : EXIT.badInput;
  }
  const bug = error instanceof OurBug ? error : undefined;
  const cause = bug === undefined ? error : bug.cause;
  err.line('A mistake in Orrery itself. Please report it with these lines:');
  err.line(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
  err.line(`again: ${bug?.command ?? [applicationCommand(), ...words.map(quote)].join(' ')}`);
  return EXIT.ourBug;
}
