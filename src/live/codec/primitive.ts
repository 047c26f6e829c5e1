import type { Codec } from './codec.ts';

/** 0 … 2^53 − 1. */
export const uint: Codec<number> = { write: (to, value) => to.uint(value), read: (from) => from.uint() };
export const int32: Codec<number> = { write: (to, value) => to.int32(value), read: (from) => from.int32() };
export const text: Codec<string> = { write: (to, value) => to.text(value), read: (from) => from.text() };

export const flag: Codec<boolean> = {
  write: (to, value) => to.byte(value ? 1 : 0),
  read: (from) => {
    const byte = from.byte();
    return byte > 1 ? from.refuse(`a flag is ${byte}`) : byte === 1;
  },
};

/** A field that is true wherever it is present. */
export const trueCodec: Codec<true> = {
  write: (to) => to.byte(1),
  read: (from) => from.byte() === 1 || from.refuse('not true'),
};

/** Words of 32 bits, as many as there are. */
export const wordsCodec: Codec<Int32Array> = {
  write: (to, words) => {
    to.uint(words.length);
    for (const word of words) to.int32(word);
  },
  read: (from) => Int32Array.from({ length: from.count(4) }, () => from.int32()),
};
