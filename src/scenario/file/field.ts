import * as v from 'valibot';
import type { About } from './notes.ts';
import { allowedIn } from './notes.ts';

type Entries = Readonly<Record<string, v.GenericSchema<unknown, unknown>>>;

/** A value read by one function, which gives undefined for what is not allowed. */
export function atom<T>(read: (input: unknown) => T | undefined, about: About) {
  return v.pipe(
    v.unknown(),
    v.rawTransform<unknown, T>(({ dataset, addIssue, NEVER }) => {
      const value = read(dataset.value);
      if (value !== undefined) return value;
      addIssue({ message: about.allowed });
      return NEVER;
    }),
    v.metadata({ about }),
  );
}

/** Some named values and no others. */
export function group<const E extends Entries>(entries: E) {
  const names = Object.keys(entries).join(', ');
  const allowed = `{ ${names} }`;
  return v.pipe(
    v.custom<object>(
      (input) => typeof input === 'object' && input !== null && !Array.isArray(input),
      allowed,
    ),
    v.strictObject(entries, (issue) => {
      if (issue.expected === 'never') return names;
      const missing = /^"(.*)"$/.exec(issue.expected ?? '')?.[1];
      return missing === undefined ? allowed : (allowedIn(entries[missing]) ?? names);
    }),
  );
}

/** The schema that the form of the input asks for; `options` are all of them, for the reader of the schema. */
export function choice<const S extends v.GenericSchema<unknown, unknown>>(
  allowed: string,
  options: readonly S[],
  choose: (input: unknown) => S,
) {
  return v.pipe(
    v.lazy((input) => choose(input)),
    v.metadata({ options, allowed }),
  );
}

/** A value with what it means. */
export function said<const S extends v.GenericSchema<unknown, unknown>>(schema: S, meaning: string) {
  return v.pipe(schema, v.description(meaning));
}
