import { nearest } from '../lib/nearest.ts';

/** What yargs says of a command line that it does not take, each in its own form, and how we say it. */
const FORMS: readonly (readonly [
  form: RegExp,
  say: (found: readonly string[], line: Line) => string | undefined,
])[] = [
  [/^Unknown arguments?: (.+)$/, ([names = ''], line) => unknownArgument(names.split(', '), line)],
  [/^Not enough arguments following: (.+)$/, ([name]) => `--${name} needs a value`],
  [
    /^Invalid values: Argument: (.+), Given: "(.*)", Choices: (.+)$/,
    ([name, found, choices = '']) => `--${name} is '${found}'; allowed: ${choices.replaceAll('"', '')}`,
  ],
  [/^Missing required arguments?: (.+)$/, ([name]) => `--${name} is missing`],
];

interface Line {
  readonly words: readonly string[];
  /** Names of the flags that the command takes. */
  readonly flags: readonly string[];
}

/** A complaint of the parser in our words; its own, on one line, where it is none that we know. */
export function complaintOf(message: string, line: Line): string {
  const text = message.replaceAll(/\s+/g, ' ').trim();
  for (const [form, say] of FORMS) {
    const said = say((form.exec(text) ?? []).slice(1), line);
    if (form.test(text) && said !== undefined) return said;
  }
  return text;
}

/** A flag that the command does not take, or else a word too many. */
function unknownArgument(names: readonly string[], { words, flags }: Line): string | undefined {
  const [name] = names;
  if (name === undefined) return undefined;
  const written = words.find((word) => namesIn(word).includes(name));
  if (written === undefined) return `'${name}' is one word too many`;
  const meant = nearest(name, flags);
  return `there is no flag ${written.split('=')[0]}${meant === undefined ? '' : ` (did you mean --${meant}?)`}`;
}

/** What yargs may call a flag that was written so. */
function namesIn(word: string): readonly (string | undefined)[] {
  const [, name] = /^--?([^=]+)/.exec(word) ?? [];
  return name === undefined ? [] : [name, name.replace(/^no-/, '')];
}
