import fc from 'fast-check';
import { ratio } from '../../../src/lib/ratio.ts';
import type { LatencyShape, LinkFault, LinkSet } from '../../../src/scenario/link-fault.ts';
import type { Installation, Sending } from './experiment.ts';
import { EVERY_LINK, HOSTS } from './experiment.ts';

const host = fc.integer({ min: 1, max: HOSTS });

/** Up to 40 packets in up to 12 ticks on any links, in order of time; labels count from 0. */
export const traffic: fc.Arbitrary<readonly Sending[]> = fc
  .array(fc.record({ at: fc.nat(12), from: host, to: host }), { maxLength: 40 })
  .map((packets) => [...packets].sort((a, b) => a.at - b.at).map((packet, label) => ({ ...packet, label })));

const someLinks: fc.Arbitrary<LinkSet> = fc.oneof(
  fc.constant(EVERY_LINK),
  fc.record({ from: fc.uniqueArray(host) }),
  fc.record({ from: fc.uniqueArray(host), to: fc.uniqueArray(host) }),
);

const someRatio = fc.integer({ min: 0, max: 10 }).map((tenths) => ratio(tenths, 10));

/** Faults that only draw: what they do to a packet depends on no other packet. */
export const memorylessFault: fc.Arbitrary<LinkFault> = fc.oneof(
  fc.record({ kind: fc.constant('loss' as const), links: someLinks, ratio: someRatio }),
  fc.record({ kind: fc.constant('duplicate' as const), links: someLinks, ratio: someRatio }),
  fc.record({ kind: fc.constant('corrupt' as const), links: someLinks, ratio: someRatio }),
  fc.record({
    kind: fc.constant('reorder' as const),
    links: someLinks,
    ratio: someRatio,
    by: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({
    kind: fc.constant('latency' as const),
    links: someLinks,
    shape: fc.constant<LatencyShape>({ kind: 'exponential', mean: 6 }),
  }),
  fc.constant<LinkFault>({ kind: 'partition', groups: [[1, 2], [4]], oneWay: true }),
  fc.record({ kind: fc.constant('hold' as const), links: someLinks }),
);

/** Installations 0, 1, 2 … of memoryless faults, each in force for some of the time. */
export const installations: fc.Arbitrary<readonly Installation[]> = fc
  .array(fc.record({ of: memorylessFault, at: fc.nat(6), lasting: fc.integer({ min: 1, max: 8 }) }), {
    maxLength: 5,
  })
  .map((drawn) => drawn.map(({ of, at, lasting }, fault) => ({ fault, of, at, until: at + lasting })));
