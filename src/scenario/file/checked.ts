import * as v from 'valibot';

/** Marks a mistake that has words of its own; see `complain`. */
export const OWN_WORDS = 'own words';

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

function stepTo(key: string, part: 'name' | 'value'): v.ObjectPathItem {
  return { type: 'object', origin: part === 'name' ? 'key' : 'value', input: {}, key, value: undefined };
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
