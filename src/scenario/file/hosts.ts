import * as v from 'valibot';
import { key, listed, whole } from './atoms.ts';
import { atom, checked, choice, group, said } from './field.ts';

const RANKS = ['primary', 'secondary', 'tertiary'];
const MOST_RANKS = 100;

/** The ways to name hosts of a group that has `nodes` of them: n1 … nN. */
export function hostSchemas(nodes: number) {
  const names = nodes === 1 ? 'n1, the only host' : `a host, n1 to n${nodes}`;
  const host = atom<number>((input) => readHost(input, nodes), {
    allowed: names,
    json: { type: 'string', pattern: '^n[1-9][0-9]*$' },
  });
  const list = checked(
    v.pipe(
      v.custom<unknown[]>(
        (input) => Array.isArray(input) && input.length > 0,
        `a list of hosts, each ${names}`,
      ),
      v.array(host),
    ),
    (hosts, complain) => {
      hosts.forEach((number, index) => {
        if (hosts.indexOf(number) < index) complain([index], `n${number} is named again`, 'each host once');
      });
    },
  );
  const one = v.pipe(
    host,
    v.transform((number) => [number]),
  );
  const all = atom<'all'>((input) => (input === 'all' ? 'all' : undefined), {
    allowed: 'all',
    json: { const: 'all' },
  });
  const random = v.pipe(
    atom<'random'>((input) => (input === 'random' ? 'random' : undefined), {
      allowed: 'random',
      json: { const: 'random' },
    }),
    v.transform(() => ({ random: 1 })),
  );
  const some = group({ random: said(whole(1, nodes), 'so many hosts, drawn from the seed') });
  const replicas = group({
    'replicas-of': said(key, 'a key'),
    ranks: said(ranks, 'places on its preference list: primary, secondary, tertiary, 3 …'),
  });
  const bystander = group({
    'bystander-of': said(key, 'a key: the first live host that is no replica of it'),
  });
  const chosen = group({
    'chosen-by': said(whole(0, 100_000_000), 'the number of an earlier act: the hosts that it chose'),
  });

  /** Hosts that are known before the run. */
  const fixed = choice(
    `${names}, a list of hosts, all, random or { random: count }`,
    [one, list, all, random, some],
    (input) => {
      if (Array.isArray(input)) return list;
      if (input === 'all') return all;
      if (input === 'random') return random;
      return isMap(input) ? some : one;
    },
  );
  /** Hosts that may depend on what the run has come to. */
  const any = choice(
    `${names}, a list of hosts, all, random, { random: count }, { replicas-of: key, ranks: […] } or { bystander-of: key }`,
    [one, list, all, random, some, replicas, bystander, chosen],
    (input) => {
      if (Array.isArray(input)) return list;
      if (input === 'all') return all;
      if (input === 'random') return random;
      if (!isMap(input)) return one;
      if ('bystander-of' in input) return bystander;
      if ('chosen-by' in input) return chosen;
      return 'random' in input ? some : replicas;
    },
  );
  return { host, list, fixed, any };
}

export type HostSchemas = ReturnType<typeof hostSchemas>;
/** Hosts as a file names them: numbers, or how to find them. */
export type FixedHosts = v.InferOutput<HostSchemas['fixed']>;
export type AnyHosts = v.InferOutput<HostSchemas['any']>;

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

function readHost(input: unknown, nodes: number): number | undefined {
  const number = typeof input === 'string' && /^n[1-9]\d{0,5}$/.test(input) ? Number(input.slice(1)) : 0;
  return number >= 1 && number <= nodes ? number : undefined;
}

function isMap(input: unknown): input is object {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}
