import { must } from '../../lib/assert.ts';
import type { Place } from '../scenario-error.ts';

/** Where one value of a testcase file stands, and the values in it. */
export interface Branch {
  readonly value: Place;
  /** Where its name stands; undefined for an item of a list and for the whole. */
  readonly name: Place | undefined;
  readonly parts: ReadonlyMap<string, Branch>;
}

/** What a file says, as plain values, beside where it says it. Names are never those of a prototype. */
export interface Tree {
  readonly value: unknown;
  readonly root: Branch;
}

/** Names and indexes from the whole down to one value. */
export type Path = readonly (string | number)[];

/** The place of the name, or the value, at the end of a path; of the nearest value around it where it is missing. */
export function placeOf(root: Branch, path: Path, part: 'name' | 'value'): Place {
  let branch = root;
  for (const step of path) {
    const next = branch.parts.get(String(step));
    if (next === undefined) return branch.value;
    branch = next;
  }
  return part === 'name' ? (branch.name ?? branch.value) : branch.value;
}

/** True where one place comes before another in the same file. */
export function precedes(a: Place, b: Place): boolean {
  return a.line !== b.line ? a.line < b.line : a.column < b.column;
}

/** The first of some mistakes in the order of the file. */
export function firstOf<T extends { readonly place: Place }>(mistakes: readonly T[]): T {
  return mistakes.reduce(
    (first, next) => (precedes(next.place, first.place) ? next : first),
    must(mistakes[0], 'a mistake'),
  );
}
