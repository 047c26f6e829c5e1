import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import type { Configuration, Source } from '../../live/configuration.ts';
import { kebab, readConfiguration, SETTINGS } from '../../live/configuration.ts';
import { ServeError } from '../../live/serve-error.ts';
import { isSystemError, reasonOf } from '../system-error.ts';
import { badInput, badUsage } from '../user-error.ts';

const ENVIRONMENT_PREFIX = 'ORRERY_';

/** What a command line says of a node: values as they were typed. */
export type Flags = Readonly<Record<string, unknown>>;

/** Flags come before the environment, and that before the file. @throws UserError */
export function configure(flags: Flags, environment: NodeJS.ProcessEnv): Configuration {
  const { config, ...rest } = flags;
  const file = typeof config === 'string' ? config : environment[`${ENVIRONMENT_PREFIX}CONFIG`];
  const sources = [
    fromFlags(rest),
    fromEnvironment(environment),
    ...(file === undefined ? [] : [fromFile(file)]),
  ];
  try {
    return readConfiguration(sources);
  } catch (error) {
    throw error instanceof ServeError ? badUsage(error.message) : error;
  }
}

function fromFlags(flags: Flags): Source {
  const given = Object.entries(flags).filter(([name, value]) => name in SETTINGS && value !== undefined);
  return { spell: (name) => `--${kebab(name)}`, given: Object.fromEntries(given) };
}

function fromEnvironment(environment: NodeJS.ProcessEnv): Source {
  const spell = (name: string) => ENVIRONMENT_PREFIX + kebab(name).replaceAll('-', '_').toUpperCase();
  const given = Object.keys(SETTINGS).flatMap((name) => {
    const value = environment[spell(name)];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { spell, given: Object.fromEntries(given) };
}

/** YAML, or JSON, which is YAML too. */
function fromFile(path: string): Source {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw isSystemError(error) ? badInput(`${path}: ${reasonOf(error)}`) : error;
  }
  const document = parseDocument(text);
  const [mistake] = document.errors;
  if (mistake !== undefined) throw badInput(`${path}: ${mistake.message}`);
  const given: unknown = document.toJS();
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw badInput(`${path}: there must be names with values; allowed: ${Object.keys(SETTINGS).join(', ')}`);
  return { spell: (name) => `${path}: ${name}`, given: given as Flags };
}
