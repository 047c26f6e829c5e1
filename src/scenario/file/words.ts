import type { Level } from '../../core/operation.ts';
import { atom } from './field.ts';

export const flag = atom<boolean>((input) => (typeof input === 'boolean' ? input : undefined), {
  allowed: 'true or false',
  json: { type: 'boolean' },
});

export const yes = atom<true>((input) => (input === true ? true : undefined), {
  allowed: 'true',
  json: { const: true },
});

export function text(most: number, least = 0) {
  return atom<string>(
    (input) => {
      const found = typeof input === 'number' ? String(input) : input;
      return typeof found === 'string' && found.length >= least && found.length <= most ? found : undefined;
    },
    {
      allowed: `a text of ${least === 0 ? 'at most' : `${least} to`} ${most} characters`,
      json: { type: ['string', 'number'], maxLength: most, ...(least === 0 ? {} : { minLength: least }) },
    },
  );
}

/** The name of a key in the store. */
export const key = text(1000, 1);

/** What an operation may be promised. */
export const LEVELS = ['one', 'quorum', 'linearizable', 'cas'] as const satisfies readonly Level[];

/** One of some words. */
export function word<const W extends string>(words: readonly W[]) {
  return atom<W>((input) => words.find((one) => one === input), {
    allowed: listed(words),
    json: { enum: words },
  });
}

/** `a, b or c` */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
