import type { Codec, Fields } from './codec.ts';

type Kind = { readonly kind: string };
type Variant<T extends Kind, K extends T['kind']> = Omit<Extract<T, { readonly kind: K }>, 'kind'>;

/** What each variant of a union on `kind` consists of. A variant without an entry does not compile. */
export type Variants<T extends Kind> = { readonly [K in T['kind']]: Fields<Variant<T, K>> };

type AnyField = Codec<unknown> | { readonly optional: Codec<unknown> };
type AnyFields = Readonly<Record<string, AnyField>>;

export function record<T extends object>(fields: Fields<T>): Codec<T> {
  return compile<T>(fields as unknown as AnyFields, undefined);
}

/** One byte for the kind, by its place in the table; then its fields. */
export function union<T extends Kind>(variants: Variants<T>): Codec<T> {
  const kinds = Object.keys(variants);
  const tables = Object.values(variants).map((fields, place) =>
    compile<T>(fields as unknown as AnyFields, kinds[place]),
  );
  const places = new Map(kinds.map((kind, place) => [kind, place]));
  return {
    write: (to, value) => {
      const place = places.get(value.kind) ?? -1;
      to.byte(place);
      tables[place]?.write(to, value);
    },
    read: (from) => {
      const place = from.byte();
      const table = tables[place] ?? from.refuse(`there is no kind ${place}`);
      return table.read(from);
    },
  };
}

/**
 * Two functions that name each field in their source, made once from the table. One loop over the table would touch
 * objects of all shapes at the same place, which engines do several times slower.
 */
function compile<T>(fields: AnyFields, kind: string | undefined): Codec<T> {
  const codecs = Object.values(fields).map((field) => ('optional' in field ? field.optional : field));
  const plan = Object.entries(fields).map(([name, field], nth) => ({
    name: JSON.stringify(name),
    codec: `c${nth}`,
    isOptional: 'optional' in field,
  }));
  const required = plan.filter(({ isOptional }) => !isOptional);
  const writes = plan.map(({ name, codec, isOptional }) =>
    isOptional
      ? `if (row[${name}] === undefined) to.byte(0); else { to.byte(1); ${codec}.write(to, row[${name}]); }`
      : `${codec}.write(to, row[${name}]);`,
  );
  const reads = plan.map(({ name, codec, isOptional }) =>
    isOptional
      ? `if (from.byte() === 1) row[${name}] = ${codec}.read(from);`
      : `row[${name}] = ${codec}.read(from);`,
  );
  const empty = [
    ...(kind === undefined ? [] : [`kind: ${JSON.stringify(kind)}`]),
    ...required.map(({ name }) => `${name}: undefined`),
  ];
  const make = new Function(
    ...codecs.map((_, nth) => `c${nth}`),
    `return {
      write: (to, row) => { ${writes.join(' ')} },
      read: (from) => { const row = { ${empty.join(', ')} }; ${reads.join(' ')} return row; },
    };`,
  );
  return make(...codecs) as Codec<T>;
}
