import type { Place } from '../scenario-error.ts';
import { ScenarioError } from '../scenario-error.ts';

/** One `NAME: value` line of a `.conf` file, with the places of both. */
export interface ConfLine {
  readonly name: string;
  readonly value: string;
  readonly nameAt: Place;
  readonly valueAt: Place;
}

const FORM = 'lines of the form NAME: value, blank lines and # comments';
const LINE = /^(\s*)([^:\s]+)(\s*:\s*)(.*?)\s*$/;

/** Splits a `.conf` file into its settings. @throws ScenarioError at the first line of another form */
export function readConfLines(text: string, file: string): readonly ConfLine[] {
  const found: ConfLine[] = [];
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .forEach((raw, index) => {
      const at = (column: number): Place => ({ file, line: index + 1, column });
      const odd = raw.search(/[^\P{Cc}\t]/u);
      if (odd !== -1) throw new ScenarioError(at(odd + 1), 'not a text file: a control character', FORM);
      const line = raw.replace(/(^|\s)#.*$/, '').trimEnd();
      if (line === '') return;
      const match = LINE.exec(line);
      if (match === null)
        throw new ScenarioError(at(line.search(/\S/) + 1), `cannot read “${shorten(line)}”`, FORM);
      const [, indent = '', name = '', separator = '', value = ''] = match;
      const nameAt = indent.length + 1;
      found.push({ name, value, nameAt: at(nameAt), valueAt: at(nameAt + name.length + separator.length) });
    });
  return found;
}

function shorten(text: string): string {
  const trimmed = text.trim();
  return trimmed.length <= 40 ? trimmed : `${trimmed.slice(0, 40)}…`;
}
