import * as v from 'valibot';

/** A fragment of an editor's JSON Schema. */
export type Json = { readonly [name: string]: unknown };

/** What help and JSON Schema say about one kind of value; kept beside it in the schema. */
export interface About {
  /** What may stand there, in words. */
  readonly allowed: string;
  readonly json: Json;
}

type Entries = Readonly<Record<string, v.GenericSchema<unknown, unknown>>>;

/** Marks a mistake that has words of its own; see `complain`. */
export const OWN_WORDS = 'own words';

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

/** What a schema keeps beside itself for its readers, through the layers around it. */
export function notesOf(schema: v.GenericSchema<unknown, unknown>): Notes {
  const { wrapped } = schema as { readonly wrapped?: v.GenericSchema<unknown, unknown> };
  return v.getMetadata(wrapped ?? schema) as Notes;
}

export interface Notes {
  readonly about?: About;
  readonly options?: readonly v.GenericSchema<unknown, unknown>[];
  readonly allowed?: string;
}

function allowedIn(schema: v.GenericSchema<unknown, unknown> | undefined): string | undefined {
  const notes = schema === undefined ? {} : notesOf(schema);
  return notes.about?.allowed ?? notes.allowed;
}

/** Says what is wrong below the checked value, there or at the name of what is there, and what is allowed instead. */
export type Complain = (
  path: readonly (string | number)[],
  problem: string,
  allowed: string,
  part?: 'name' | 'value',
) => void;

/** A schema with a check between its values. */
export function checked<const S extends v.GenericSchema<unknown, unknown>>(
  schema: S,
  check: (value: v.InferOutput<S>, complain: Complain) => void,
): v.SchemaWithPipe<readonly [S, v.RawCheckAction<v.InferOutput<S>>]>;
export function checked(
  schema: v.GenericSchema<unknown, unknown>,
  check: (value: unknown, complain: Complain) => void,
) {
  return v.pipe(
    schema,
    v.rawCheck<unknown>(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      check(dataset.value, (path, problem, allowed, part = 'value') => {
        const [first, ...others] = path.map((key) => stepTo(String(key), part));
        const issue = { message: allowed, expected: OWN_WORDS, received: problem };
        addIssue(first === undefined ? issue : { ...issue, path: [first, ...others] });
      });
    }),
  );
}

/** A check that exactly one of these names is given. */
export function onlyOne(names: readonly string[]) {
  return (found: object, complain: Complain): void => {
    const given = names.filter((name) => name in found);
    const allowed = `exactly one of ${names.join(', ')}`;
    if (given.length === 0) complain([], 'nothing that is wrong is named', allowed);
    const second = given[1];
    if (second !== undefined) complain([second], `${given.join(' and ')} at once`, allowed);
  };
}

function stepTo(key: string, part: 'name' | 'value'): v.ObjectPathItem {
  return { type: 'object', origin: part === 'name' ? 'key' : 'value', input: {}, key, value: undefined };
}
