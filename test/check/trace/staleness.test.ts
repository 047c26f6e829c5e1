import { checkStaleness } from '../../../src/check/trace/staleness.ts';
import type { RareEvent } from '../../../src/trace/event.ts';
import { expectAll } from './expect.ts';
import { asked, decided, replied, written } from './told-operations.ts';

const read = (request: number, value: string, version: string): readonly RareEvent[] => [
  ...[asked(request, 'read'), decided(request, `read ${value}`, version), replied(request, `ok ${value}`)],
];
const nothing = (request: number): readonly RareEvent[] => [
  asked(request, 'read'),
  decided(request, 'read', undefined, { success: false }),
  replied(request, 'failed not-found'),
];
/** The same, so many ticks later. */
const later = (ticks: number, events: readonly RareEvent[]): readonly RareEvent[] =>
  events.map((event) => ({ ...event, tick: (event.tick + ticks) as typeof event.tick }));

expectAll('staleness', (book) => checkStaleness(book, { atMostTicks: 0 }), [
  {
    claim: 'the newest version is read',
    events: [written(0, 'put a', '1@n1'), written(1, 'put b', '2@n1'), read(2, 'b', '2@n1')],
    says: 'holds',
  },
  {
    claim: 'an older one is read after a newer one was answered',
    events: [written(0, 'put a', '1@n1'), written(1, 'put b', '2@n1'), read(2, 'a', '1@n1')],
    says: { broken: 'a stale read' },
  },
  {
    claim: 'a write that is still open makes nothing stale',
    events: [
      written(0, 'put a', '1@n1'),
      asked(1, 'put b'),
      decided(1, 'put b', '2@n1'),
      read(2, 'a', '1@n1'),
    ],
    says: 'holds',
  },
  {
    claim: 'nothing is read of what was written',
    events: [written(0, 'put a', '1@n1'), nothing(1)],
    says: { broken: 'a stale read' },
  },
]);

expectAll('staleness', (book) => checkStaleness(book, { atMostTicks: 10 }), [
  {
    claim: 'ten ticks are not more than ten',
    events: [written(0, 'put a', '1@n1'), written(1, 'put b', '2@n1'), later(10, read(2, 'a', '1@n1'))],
    says: 'holds',
  },
  {
    claim: 'eleven ticks are, counted from the first newer write',
    events: [
      ...[written(0, 'put a', '1@n1'), written(1, 'put b', '2@n1')],
      ...[later(6, written(2, 'put c', '3@n1')), later(11, read(3, 'a', '1@n1'))],
    ],
    says: { broken: 'a stale read' },
  },
]);
