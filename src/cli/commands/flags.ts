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
