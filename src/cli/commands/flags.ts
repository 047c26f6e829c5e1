import type { Argv } from 'yargs';
import { badUsage } from '../user-error.ts';

/** Flags that every command takes. */
export interface GlobalFlags {
  color: boolean | undefined;
}

/** What a command's flags become, taken from how it declares them. */
export type FlagsOf<Declare extends (line: Argv<GlobalFlags>) => unknown> =
  ReturnType<Declare> extends Argv<infer Flags> ? Flags : never;

const LISTS = ['_', 'testcases', 'names'];

/** yargs gathers the values of a flag that is given twice; none of ours takes more than one. */
export function refuseRepeatedFlags(flags: object): true {
  for (const [name, value] of Object.entries(flags)) {
    if (Array.isArray(value) && !LISTS.includes(name))
      throw badUsage(`--${name} is given ${value.length} times; allowed is once`);
  }
  return true;
}

/** What yargs keeps of the flags of a command, which its types leave out. */
export interface OptionsSource {
  readonly getOptions: () => unknown;
}

/** The flags that a command takes, and those among them that are on or off. */
export function flagsIn(options: unknown): {
  readonly names: readonly string[];
  readonly switches: readonly string[];
} {
  const { key, boolean } = options as {
    readonly key: Readonly<Record<string, unknown>>;
    readonly boolean: readonly string[];
  };
  return { names: Object.keys(key), switches: boolean };
}

/** yargs takes any value of a flag that is on or off for off. @param names of those flags */
export function refuseOddSwitches(words: readonly string[], names: readonly string[]): void {
  for (const word of words) {
    const [, flag = '', name = '', value] = /^(--(?:no-)?([^=]+))=(.*)$/s.exec(word) ?? [];
    if (value !== undefined && names.includes(name) && !['true', 'false'].includes(value))
      throw badUsage(`${flag} is '${value}'; allowed: ${flag} alone, or with true or false`);
  }
}
