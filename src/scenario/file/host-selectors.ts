import * as v from 'valibot';
import { atom, choice, group, said } from './field.ts';
import { whole } from './numbers.ts';
import { key, listed } from './words.ts';

const RANKS = ['primary', 'secondary', 'tertiary'];
const MOST_RANKS = 100;
const LARGEST_ACT = 2_000_000_000;

const rank = atom<number>(
  (input) => {
    const place = typeof input === 'string' ? RANKS.indexOf(input) : -1;
    if (place !== -1) return place;
    return typeof input === 'number' && Number.isInteger(input) && input >= 0 && input < MOST_RANKS
      ? input
      : undefined;
  },
  {
    allowed: `${listed(RANKS)}, or a place counted from 0`,
    json: { anyOf: [{ enum: RANKS }, { type: 'integer', minimum: 0 }] },
  },
);
const rankList = v.pipe(
  v.custom<unknown[]>(
    (input) => Array.isArray(input) && input.length > 0,
    'a list of places: primary, secondary, tertiary, 3 …',
  ),
  v.array(rank),
);
const oneRank = v.pipe(
  rank,
  v.transform((place) => [place]),
);
const ranks = choice(
  'a place or a list of places: primary, secondary, tertiary, 3 …',
  [oneRank, rankList],
  (input) => (Array.isArray(input) ? rankList : oneRank),
);

/** Every host there is. */
export const all = atom<'all'>((input) => (input === 'all' ? 'all' : undefined), {
  allowed: 'all',
  json: { const: 'all' },
});

/** One host, drawn from the seed. */
export const random = v.pipe(
  atom<'random'>((input) => (input === 'random' ? 'random' : undefined), {
    allowed: 'random',
    json: { const: 'random' },
  }),
  v.transform(() => ({ random: 1 })),
);

/** Replicas of a key, as the group sees them when the time has come. */
export const replicas = group({
  'replicas-of': said(key, 'a key'),
  ranks: said(ranks, 'places on its preference list: primary, secondary, tertiary, 3 …'),
});

export const bystander = group({
  'bystander-of': said(key, 'a key: the first live host that is no replica of it'),
});

export const chosen = group({
  'chosen-by': said(whole(0, LARGEST_ACT), 'the number of an earlier act: the hosts that it chose'),
});
