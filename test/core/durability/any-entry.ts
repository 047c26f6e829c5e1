import fc from 'fast-check';
import { key, nodeId } from '../../../src/core/ids.ts';
import type { LogEntry } from '../../../src/core/log-entry.ts';
import { PLAIN_SEAT } from '../../../src/core/membership/seat.ts';
import { tick } from '../../../src/core/time.ts';

const keys = fc.constantFrom(...['a', 'b'].map(key));
const nodes = fc.constantFrom(...[2, 3].map(nodeId));
const versions = fc.record({
  counter: fc.integer({ min: 1, max: 99 }),
  writer: fc.constant(nodeId(1)),
  incarnation: fc.constant(1),
});
const records = fc.record({ key: keys, version: versions, value: fc.option(fc.constant('v')) });
const slices = fc.constantFrom(0, 7);

type Made<Kind extends LogEntry['kind']> = fc.Arbitrary<Omit<Extract<LogEntry, { kind: Kind }>, 'kind'>>;

/** One for each kind there is: the compiler asks for the next. */
const CONTENTS: { readonly [Kind in LogEntry['kind']]: Made<Kind> } = {
  put: fc.record({ record: records }),
  drop: fc.record({ key: keys }),
  member: fc.record({ member: nodes, present: fc.boolean(), seat: fc.constant(PLAIN_SEAT) }),
  hint: fc.record({ owner: nodes, record: records, until: fc.constant(tick(9)) }),
  'hint-over': fc.record({ owner: nodes, key: keys, version: versions }),
  promise: fc.record({ key: keys, ballot: versions }),
  told: fc.record({ node: nodes, incarnation: fc.integer({ min: 1, max: 3 }) }),
  counter: fc.record({ counter: fc.integer({ min: 1, max: 99 }) }),
  met: fc.record({ node: nodes }),
  purge: fc.record({ slice: slices, floor: versions, keys: fc.array(keys, { maxLength: 1 }) }),
  lost: fc.record({ key: fc.option(keys, { nil: undefined }) }),
  relearned: fc.record({ losses: fc.integer({ min: 0, max: 3 }) }),
};

export const anyEntry: fc.Arbitrary<LogEntry> = fc.oneof(
  ...Object.entries(CONTENTS).map(([kind, contents]) =>
    contents.map((content) => ({ kind, ...content }) as LogEntry),
  ),
);
