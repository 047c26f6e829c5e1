import { flag } from './primitive.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** How one type is written down in bytes, and read back; `read` throws GarbageError for what it did not write. */
export interface Codec<T> {
  readonly write: (to: Writer, value: T) => void;
  readonly read: (from: Reader) => T;
}

/** A field that may be absent. */
export interface OptionalField<T> {
  readonly optional: Codec<T>;
}

type FieldOf<T, Name extends keyof T> =
  Record<never, never> extends Pick<T, Name> ? OptionalField<Exclude<T[Name], undefined>> : Codec<T[Name]>;

/** The fields of a record, in the order in which they are written. */
export type Fields<T> = { readonly [Name in keyof T]-?: FieldOf<T, Name> };

export function optional<T>(codec: Codec<T>): OptionalField<T> {
  return { optional: codec };
}

/** A value, or `undefined` in its place. */
export function maybe<T>(codec: Codec<T>): Codec<T | undefined> {
  return {
    write: (to, value) => {
      flag.write(to, value !== undefined);
      if (value !== undefined) codec.write(to, value);
    },
    read: (from) => (flag.read(from) ? codec.read(from) : undefined),
  };
}

export function list<T>(codec: Codec<T>): Codec<readonly T[]> {
  return {
    write: (to, values) => {
      to.uint(values.length);
      for (const value of values) codec.write(to, value);
    },
    read: (from) => {
      const values: T[] = [];
      for (let left = from.count(1); left > 0; left -= 1) values.push(codec.read(from));
      return values;
    },
  };
}

/** One of a few words. */
export function oneOf<const Word extends string>(words: readonly Word[]): Codec<Word> {
  return {
    write: (to, word) => to.byte(words.indexOf(word)),
    read: (from) => {
      const byte = from.byte();
      return words[byte] ?? from.refuse(`there is no word ${byte}`);
    },
  };
}

/** A codec of what is narrower than it says: `check` refuses what lies outside. */
export function narrow<Wide, T extends Wide>(
  codec: Codec<Wide>,
  check: (value: Wide) => value is T,
  what: string,
): Codec<T> {
  return {
    write: codec.write,
    read: (from) => {
      const value = codec.read(from);
      return check(value) ? value : from.refuse(`not ${what}: ${String(value)}`);
    },
  };
}
