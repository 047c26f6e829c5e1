import type { Codec, Fields } from './codec.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

type Kind = { readonly kind: string };
type Variant<T extends Kind, K extends T['kind']> = Omit<Extract<T, { readonly kind: K }>, 'kind'>;

/** What each variant of a union on `kind` consists of. A variant without an entry does not compile. */
export type Variants<T extends Kind> = { readonly [K in T['kind']]: Fields<Variant<T, K>> };

type AnyField = Codec<unknown> | { readonly optional: Codec<unknown> };
type Row = Record<string, unknown>;

export function record<T extends object>(fields: Fields<T>): Codec<T> {
  const { writeRow, readRow } = rows(fields as unknown as Record<string, AnyField>);
  return {
    write: (to, value) => writeRow(to, value as Row),
    read: (from) => {
      const row: Row = {};
      readRow(from, row);
      return row as T;
    },
  };
}

/** One byte for the kind, by its place in the table; then its fields. */
export function union<T extends Kind>(variants: Variants<T>): Codec<T> {
  const kinds = Object.keys(variants);
  const tables = Object.values(variants).map((fields) => rows(fields as unknown as Record<string, AnyField>));
  const places = new Map(kinds.map((kind, place) => [kind, place]));
  return {
    write: (to, value) => {
      const place = places.get(value.kind) ?? -1;
      to.byte(place);
      tables[place]?.writeRow(to, value as unknown as Row);
    },
    read: (from) => {
      const place = from.byte();
      const table = tables[place] ?? from.refuse(`there is no kind ${place}`);
      const row: Row = { kind: kinds[place] };
      table.readRow(from, row);
      return row as unknown as T;
    },
  };
}

function rows(fields: Readonly<Record<string, AnyField>>): {
  readonly writeRow: (to: Writer, row: Row) => void;
  readonly readRow: (from: Reader, row: Row) => void;
} {
  const plan = Object.entries(fields).map(([name, field]) =>
    'optional' in field
      ? { name, codec: field.optional, isOptional: true }
      : { name, codec: field, isOptional: false },
  );
  return {
    writeRow: (to, row) => {
      for (const { name, codec, isOptional } of plan) {
        const value = row[name];
        if (isOptional) to.byte(value === undefined ? 0 : 1);
        if (!isOptional || value !== undefined) codec.write(to, value);
      }
    },
    readRow: (from, row) => {
      for (const { name, codec, isOptional } of plan) {
        if (!isOptional || from.byte() === 1) row[name] = codec.read(from);
      }
    },
  };
}
