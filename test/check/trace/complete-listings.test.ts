import { checkCompleteListings } from '../../../src/check/trace/complete-listings.ts';
import type { Key } from '../../../src/core/ids.ts';
import { key, nodeId, requestId } from '../../../src/core/ids.ts';
import type { RareEvent } from '../../../src/trace/event.ts';
import { expectAll } from './expect.ts';
import { at, KEY, now } from './told.ts';
import { asked, decided, replied } from './told-operations.ts';

const request = requestId(90);
const node = nodeId(1);

/** A page of keys that begin with k, two at most, behind `after`. */
function page(keys: readonly string[], next?: string, after?: string): readonly RareEvent[] {
  const listing = { prefix: 'k', after: after as Key | undefined, limit: 2 };
  return [
    { ...now, kind: 'keys-requested', node, request, listing, client: 1 },
    {
      ...now,
      kind: 'keys-replied',
      node,
      request,
      page: { kind: 'ok', keys: keys.map(key), next: next as Key | undefined },
    },
  ];
}

const written = [asked(1, 'put a'), decided(1, 'put a', '5@n1'), replied(1, 'ok a')];
const others = ['j', 'kb', 'kc', 'kd'].map((name, nth): RareEvent => {
  const operation = { kind: 'put', key: key(name), value: 'x' } as const;
  return { ...now, kind: 'requested', node, request: requestId(10 + nth), operation, expected: 'x' };
});
const HEALED: RareEvent = { ...now, kind: 'healed' };

expectAll('complete listings', (book) => checkCompleteListings(book, { settleTicks: 100 }), [
  { claim: 'nothing was listed', events: [written], says: 'undecided' },
  { claim: 'an acknowledged key stands on its page', events: [written, page([KEY])], says: 'holds' },
  {
    claim: 'an acknowledged key is missing',
    events: [written, page([])],
    says: { broken: 'a key is missing' },
  },
  { claim: 'it lies behind this page', events: [written, page([], 'j')], says: 'holds' },
  {
    claim: 'it lies before this page',
    events: [written, others, page(['kb'], undefined, KEY)],
    says: 'holds',
  },
  {
    claim: 'it was written after the question',
    events: [asked(1, 'put a'), page([]), decided(1, 'put a', '5@n1'), replied(1, 'ok a')],
    says: 'holds',
  },
  { claim: 'somebody asked to delete it', events: [written, asked(2, 'delete'), page([])], says: 'holds' },
  {
    claim: 'the world has not settled yet',
    events: [at(50, HEALED), at(51, written, page([]))],
    says: 'holds',
  },
  {
    claim: 'the world has settled, and it is missing',
    events: [at(50, HEALED), at(51, written), at(151, page([]))],
    says: { broken: 'a key is missing' },
  },
  {
    claim: 'a key that nobody wrote',
    events: [written, page([KEY, 'kz'])],
    says: { broken: 'a key that nobody wrote' },
  },
  {
    claim: 'a key of another prefix',
    events: [others, page(['j'])],
    says: { broken: 'a key outside its range' },
  },
  {
    claim: 'a key of the page before',
    events: [others, page(['kb'], undefined, 'kb')],
    says: { broken: 'a key outside its range' },
  },
  { claim: 'keys out of order', events: [others, page(['kc', 'kb'])], says: { broken: 'keys out of order' } },
  { claim: 'a key twice', events: [others, page(['kb', 'kb'])], says: { broken: 'keys out of order' } },
  {
    claim: 'too long a page',
    events: [others, page(['kb', 'kc', 'kd'])],
    says: { broken: 'more keys than wanted' },
  },
]);
