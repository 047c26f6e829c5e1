import * as v from 'valibot';
import { checked } from './checked.ts';
import { LARGEST_GROUP } from './cluster-fields.ts';
import { choice, group, said } from './field.ts';
import { share, whole } from './numbers.ts';
import { flag, word } from './words.ts';

/** Faults that a swarm draws where a file does not say which. */
const USUAL_KINDS = [
  ...(['crash', 'pause', 'slow', 'partition', 'isolate', 'oneWay', 'clog'] as const),
  ...(['loss', 'duplicate', 'reorder', 'latency', 'clock', 'disk', 'swizzle', 'flapping'] as const),
] as const;

/** All that it may draw: some touch whoever it is, take what was durable, or change who owns the ring; not every promise bears that. */
const KINDS = [
  ...USUAL_KINDS,
  ...(['primary', 'rot', 'lost', 'swapped', 'join', 'leave', 'dismiss', 'change'] as const),
] as const;

export type SwarmKind = (typeof KINDS)[number];

/** One number, or a range that the seed draws from. */
function range(min: number, max: number) {
  const number = whole(min, max);
  const fixed = v.pipe(
    number,
    v.transform((one) => ({ min: one, max: one })),
  );
  const between = checked(
    group({ min: said(number, 'the least'), max: said(number, 'the most') }),
    (found, complain) => {
      if (found.max < found.min)
        complain(
          ['max'],
          `the most, ${found.max}, is below the least, ${found.min}`,
          `at least ${found.min}`,
        );
    },
  );
  return choice(`a whole number from ${min} to ${max}, or { min, max }`, [fixed, between], (input) =>
    typeof input === 'object' && input !== null ? between : fixed,
  );
}

const kinds = v.pipe(
  v.custom<unknown[]>((input) => Array.isArray(input), `a list of ${KINDS.join(', ')}`),
  v.array(word(KINDS)),
);
const ticks = range(1, 1_000_000);

const ranges = group({
  nodes: v.exactOptional(said(range(1, LARGEST_GROUP), 'number of hosts'), { min: 3, max: 9 }),
  replicas: v.exactOptional(said(range(1, 100), 'copies of each key; no more than hosts'), 3),
  tokens: v.exactOptional(said(range(1, 4096), 'points of a node on the ring'), { min: 1, max: 64 }),
  gossip: v.exactOptional(said(ticks, 'ticks between two rounds of gossip'), { min: 10, max: 50 }),
  fanout: v.exactOptional(said(range(1, 100), 'peers told in one round'), { min: 2, max: 4 }),
  latency: v.exactOptional(said(ticks, 'the longest delay of a packet'), { min: 1, max: 20 }),
  loss: v.exactOptional(said(share, 'at most this share of packets is always lost'), '2%'),
  duplicate: v.exactOptional(said(share, 'at most this share of packets always arrives twice'), '1%'),
  clients: v.exactOptional(said(range(1, 1000), 'how many clients'), { min: 1, max: 5 }),
  keys: v.exactOptional(said(range(1, 100_000), 'how many keys'), { min: 1, max: 16 }),
  operations: v.exactOptional(said(range(1, 10_000_000), 'of all clients together'), { min: 100, max: 400 }),
  faults: v.exactOptional(said(kinds, 'which faults may be on; the seed turns each on or off'), [
    ...USUAL_KINDS,
  ]),
  most: v.exactOptional(said(whole(1, 50), 'faults of one kind, at most'), 3),
  majority: v.exactOptional(said(flag, 'at any time every key keeps a quorum of untouched replicas'), true),
});

const all = v.pipe(
  flag,
  v.transform((on) => (on ? v.parse(ranges, {}) : undefined)),
);

/** The seed draws what the file does not state. */
export const swarmField = choice('true, false or ranges to draw from', [all, ranges], (input) =>
  typeof input === 'object' && input !== null ? ranges : all,
);

export type SwarmRanges = v.InferOutput<typeof ranges>;
export type Range = { readonly min: number; readonly max: number };
