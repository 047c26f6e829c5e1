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
