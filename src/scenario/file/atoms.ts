import { readRate, readShare, SHARES } from './exact-ratio.ts';
import { atom } from './field.ts';

const LARGEST_TICK = 100_000_000;

/** A whole number in `min` … `max`. */
export function whole(min: number, max: number, unit = '') {
  const allowed = `a whole number${unit} from ${min} to ${max}`;
  return atom<number>(
    (input) =>
      typeof input === 'number' && Number.isInteger(input) && input >= min && input <= max
        ? input
        : undefined,
    { allowed, json: { type: 'integer', minimum: min, maximum: max } },
  );
}

/** A moment, counted from the first tick of the run. */
export const tick = whole(0, LARGEST_TICK, ' of ticks');
/** A span of at least one tick. */
export const span = whole(1, LARGEST_TICK, ' of ticks');
/** A span that may be nothing. */
export const pause = whole(0, LARGEST_TICK, ' of ticks');

export const share = atom(readShare, {
  allowed: SHARES,
  json: {
    anyOf: [
      { type: 'number', minimum: 0, maximum: 1 },
      { type: 'string', pattern: '^[0-9./]+ ?%?$' },
    ],
  },
});

/** How fast a clock runs. */
export const rate = atom(readRate, {
  allowed: 'how fast it runs, exact and more than 0: 11/10 or 1.1',
  json: {
    anyOf: [
      { type: 'number', exclusiveMinimum: 0 },
      { type: 'string', pattern: '^[0-9./]+$' },
    ],
  },
});

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
