import type { Paint } from '../report/terminal/paint.ts';
import { PLAIN } from '../report/terminal/paint.ts';
import { out } from './output.ts';

/**
 * Colour on a terminal, unless told otherwise. The flag is stronger than FORCE_COLOR, and that is stronger than
 * NO_COLOR (https://no-color.org) and a dumb terminal.
 */
export async function choosePaint(flag: boolean | undefined): Promise<Paint> {
  if (!(flag ?? wantsColour(process.env))) return PLAIN;
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: 1 });
  return { good: chalk.green, bad: chalk.red, faint: chalk.dim, strong: chalk.bold };
}

function wantsColour(environment: NodeJS.ProcessEnv): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: refused, TERM: terminal } = environment;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if (refused !== undefined && refused !== '') return false;
  return terminal !== 'dumb' && out.isTerminal;
}
