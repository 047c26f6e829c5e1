import type * as v from 'valibot';
import { nearest } from '../../lib/nearest.ts';
import type { Place } from '../scenario-error.ts';
import { OWN_WORDS } from './checked.ts';
import type { Branch, Path } from './tree.ts';
import { placeOf } from './tree.ts';

/** Something in a file that cannot be, and what could. */
export interface Mistake {
  readonly place: Place;
  readonly problem: string;
  readonly allowed: string;
  /** The path of the map in which a name is missing. */
  readonly lacks?: string;
  /** The path of the map in which a name is unknown. */
  readonly strangerIn?: string;
}

/** Those to be told: where a name is unknown, one that is missing beside it was probably meant. */
export function withoutEchoes(mistakes: readonly Mistake[]): readonly Mistake[] {
  const strange = new Set(mistakes.map(({ strangerIn }) => strangerIn));
  return mistakes.filter(({ lacks }) => lacks === undefined || !strange.has(lacks));
}

const LONGEST_SHOWN = 40;

/** Puts an issue of the schema into words, with the place that it is about. */
export function mistakeOf(issue: v.BaseIssue<unknown>, root: Branch): Mistake {
  const items = issue.path ?? [];
  const path = items.map(({ key }) => (typeof key === 'number' ? key : String(key)));
  const aboutName = items.at(-1)?.origin === 'key';
  const at = (part: 'name' | 'value') => placeOf(root, path, part);
  const allowed = issue.message;
  const whole = path.slice(0, -1).join(' ');
  if (issue.expected === OWN_WORDS)
    return { place: at(aboutName ? 'name' : 'value'), problem: issue.received, allowed };
  const name = nameOf(path);
  if (aboutName && issue.expected === 'never') {
    const near = nearest(String(issue.input), allowed.split(', '));
    const hint = near === undefined ? '' : ` (did you mean ${near}?)`;
    const problem = `unknown name ${shorten(String(issue.input))}${hint}`;
    return { place: at('name'), problem, allowed, strangerIn: whole };
  }
  if (aboutName) return { place: at('value'), problem: `${name} is missing`, allowed, lacks: whole };
  const problem =
    issue.input === null
      ? `${name} has no value`
      : `${name} cannot be ${show(issue.input)}${meantBy(issue.input, allowed)}`;
  return { place: at('value'), problem, allowed };
}

/** A hint at one of several words that are allowed. */
function meantBy(input: unknown, allowed: string): string {
  const words = allowed.split(/, | or /);
  if (typeof input !== 'string' || words.length < 2 || input.length < 3) return '';
  const near = nearest(input, words);
  return near === undefined ? '' : ` (did you mean ${near}?)`;
}

function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'the file';
  if (typeof last === 'string') return last;
  return `item ${last + 1} of ${nameOf(path.slice(0, -1))}`;
}

function show(input: unknown): string {
  if (Array.isArray(input)) return input.length === 0 ? 'an empty list' : 'a list';
  if (typeof input === 'object' && input !== null) return `{ ${shorten(Object.keys(input).join(', '))} }`;
  return typeof input === 'string' ? `“${shorten(input)}”` : String(input);
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= LONGEST_SHOWN ? line : `${line.slice(0, LONGEST_SHOWN)}…`;
}
