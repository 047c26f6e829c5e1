import * as v from 'valibot';
import type { LatencyShape } from '../link-fault.ts';
import { checked } from './checked.ts';
import { choice, group, said } from './field.ts';
import { share, whole } from './numbers.ts';

const delay = whole(1, 1_000_000, ' of ticks');
const range = checked(
  group({ min: said(delay, 'the shortest'), max: said(delay, 'the longest') }),
  ({ min, max }, complain) => {
    if (max < min) complain(['max'], `the longest, ${max}, is below the shortest, ${min}`, `at least ${min}`);
  },
);
const constant = v.pipe(
  delay,
  v.transform((ticks): LatencyShape => ({ kind: 'uniform', min: ticks, max: ticks })),
);
const uniform = v.pipe(
  range,
  v.transform((found): LatencyShape => ({ kind: 'uniform', ...found })),
);
const exponential = v.pipe(
  group({ mean: said(delay, 'the mean of a mostly short delay with a long tail') }),
  v.transform((found): LatencyShape => ({ kind: 'exponential', ...found })),
);
const bimodal = v.pipe(
  group({
    fast: said(range, 'how long most packets take'),
    slow: said(range, 'how long the others take'),
    tail: said(share, 'share of the others'),
  }),
  v.transform((found): LatencyShape => ({ kind: 'bimodal', ...found })),
);

/** How long packets are under way. */
export const latency = choice(
  'ticks, { min, max }, { mean } or { fast: { min, max }, slow: { min, max }, tail: share }',
  [constant, uniform, exponential, bimodal],
  (input) => {
    if (typeof input !== 'object' || input === null) return constant;
    if ('mean' in input) return exponential;
    return 'fast' in input || 'slow' in input || 'tail' in input ? bimodal : uniform;
  },
);

export const reordering = group({
  share: said(share, 'share of packets that later ones overtake'),
  by: v.exactOptional(said(delay, 'at most so many ticks more'), 10),
});

const PER_TICK = 'packets that a link carries in a tick';
export const bandwidth = group({
  packetsPerTick: said(whole(1, 1_000_000), PER_TICK),
  queue: v.exactOptional(said(whole(0, 1_000_000), 'packets that wait; more are lost'), 1000),
});

/** The network as it always is: what is wrong here lasts from the first tick until `heal`. */
export const networkField = group({
  latency: v.exactOptional(said(latency, 'how long packets are under way'), 1),
  loss: v.exactOptional(said(share, 'share of packets that are lost')),
  duplicate: v.exactOptional(said(share, 'share of packets that arrive twice')),
  corrupt: v.exactOptional(said(share, 'share of packets that arrive damaged, and are thrown away')),
  reorder: v.exactOptional(said(reordering, 'packets that others overtake')),
  bandwidth: v.exactOptional(said(bandwidth, 'how much a link carries')),
});

export type NetworkPlan = v.InferOutput<typeof networkField>;
