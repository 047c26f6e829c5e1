import * as v from 'valibot';
import { checked } from '../checked.ts';
import { group, said } from '../field.ts';
import { tick, whole } from '../numbers.ts';

/** Numbers of acts, and names of faults for their removal. */
export const actNumber = whole(0, 2_000_000_000);

const AT = said(tick, 'when it begins');
const UNTIL = said(tick, 'when it ends; where it is not given, it lasts until heal or the end');
const NUMBER = said(
  actNumber,
  'names the act for its draws; 1000 × its place in the list where it is not given',
);
const FAULT = said(actNumber, 'the name to remove it by; its number where it is not given');

type Entries = Readonly<Record<string, v.GenericSchema<unknown, unknown>>>;

const always = { number: v.exactOptional(NUMBER) };
const lasting = { until: v.exactOptional(UNTIL) };

/** A fault of one moment. */
export function momentary<const W extends string, const E extends Entries>(
  what: W,
  meaning: string,
  entries: E,
) {
  return form(what, meaning, { at: AT, ...entries, ...always });
}

/** A fault that begins and may end. */
export function ending<const W extends string, const E extends Entries>(
  what: W,
  meaning: string,
  entries: E,
) {
  return form(what, meaning, { at: AT, ...entries, ...lasting, ...always });
}

/** A fault that must end. */
export function bounded<const W extends string, const E extends Entries>(
  what: W,
  meaning: string,
  entries: E,
) {
  return form(what, meaning, { at: AT, ...entries, until: UNTIL, ...always });
}

/** A fault of links, which has a name of its own for its removal. */
export function linking<const W extends string, const E extends Entries>(
  what: W,
  meaning: string,
  entries: E,
) {
  return form(what, meaning, { at: AT, ...entries, ...lasting, ...always, fault: v.exactOptional(FAULT) });
}

/** One form of fault: what its field is called, what it does, and its fields. */
function form<const W extends string, const E extends Entries>(what: W, meaning: string, entries: E) {
  const fields = group(entries);
  const schema = v.pipe(
    checked(fields, (found, complain) => {
      const { at, until } = found as { readonly at: number; readonly until?: number };
      if (until !== undefined && until <= at) {
        complain(['until'], `it ends at ${until} and begins at ${at}`, `a tick after ${at}`);
      }
    }),
    v.transform((found) => ({ ...found, what })),
  );
  return { what, meaning, names: Object.keys(entries), schema };
}
