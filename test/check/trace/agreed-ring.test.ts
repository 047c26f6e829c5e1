import { checkAgreedRing } from '../../../src/check/trace/agreed-ring.ts';
import { nodeId } from '../../../src/core/ids.ts';
import type { RareEvent } from '../../../src/trace/event.ts';
import { expectAll } from './expect.ts';
import { noted, now } from './told.ts';
import { surveyed } from './told-surveys.ts';

/** `2: 1 2 3`, or while another ring is to come `2: 1 2 3 > 1 2 4`. */
function adopted(text: string, ...nodes: readonly number[]): readonly RareEvent[] {
  const [number = '', rings = ''] = text.split(': ');
  const [owners = [], target] = rings
    .split(' > ')
    .map((ring) => ring.split(' ').map((id) => nodeId(Number(id))));
  const plain = { kind: 'epoch-adopted', epoch: Number(number), owners } as const;
  return nodes.map((node) => noted(node, target === undefined ? plain : { ...plain, target }));
}

const founded = adopted('1: 1 2 3', 1, 2, 3);
const planned = adopted('2: 1 2 3 > 1 2 4', 1, 2, 4);
const done = adopted('3: 1 2 4', 1, 2, 4);
const alive = (...nodes: readonly number[]) => nodes.map((node) => surveyed(node, []));
const damaged = (rotten: number): RareEvent => ({
  ...{ ...now, kind: 'disk-damaged', node: nodeId(1), torn: 1, rotten },
});

expectAll('agreed ring', (book) => checkAgreedRing(book), [
  { claim: 'nothing agreed', events: alive(1, 2), says: 'undecided' },
  {
    claim: 'a change that was completed',
    events: [founded, planned, done, alive(1, 2, 3, 4)],
    says: 'holds',
  },
  {
    claim: 'a change that was undone',
    events: [founded, planned, adopted('3: 1 2 3', 1, 2, 3), alive(1, 2, 3, 4)],
    says: 'holds',
  },
  {
    claim: 'an epoch that passed by a node',
    events: [founded, adopted('2: 1 2 3 > 1 2 4', 1, 4), done, alive(1, 2, 4)],
    says: 'holds',
  },
  {
    claim: 'other owners under one number',
    events: [founded, adopted('2: 1 2', 1), adopted('2: 1 3', 3)],
    says: { broken: 'two epochs of one number' },
  },
  {
    claim: 'another ring to come under one number',
    events: [founded, planned, adopted('2: 1 2 3 > 1 2', 3)],
    says: { broken: 'two epochs of one number' },
  },
  {
    claim: 'an epoch adopted twice',
    events: [founded, adopted('1: 1 2 3', 2)],
    says: { broken: 'a node that went back to an earlier epoch' },
  },
  {
    claim: 'a torn disk is no excuse for going back',
    events: [founded, planned, damaged(0), adopted('1: 1 2 3', 1)],
    says: { broken: 'a node that went back to an earlier epoch' },
  },
  {
    claim: 'a rotten disk is one',
    events: [founded, planned, damaged(1), adopted('1: 1 2 3', 1), done, alive(1, 2)],
    says: 'holds',
  },
  {
    claim: 'owners out of nowhere',
    events: [founded, adopted('2: 1 2 4', 1)],
    says: { broken: 'owners that the epoch before did not name' },
  },
  {
    claim: 'a change without an end',
    events: [founded, planned, alive(1, 2, 4)],
    says: { broken: 'a change that is pending at the end' },
  },
  {
    claim: 'a live owner that is behind',
    events: [founded, planned, adopted('3: 1 2 4', 1, 4), alive(1, 2, 4)],
    says: { broken: 'live owners in different epochs' },
  },
  {
    claim: 'an owner that is behind and down',
    events: [founded, planned, adopted('3: 1 2 4', 1, 4), alive(1, 4)],
    says: 'holds',
  },
]);

expectAll(
  'agreed ring of two clusters',
  (book) => checkAgreedRing(book, { clusterOf: (node) => (node <= 3 ? 'blue' : 'green') }),
  [
    {
      claim: 'each has epochs of its own',
      events: [founded, adopted('1: 4 5', 4, 5), alive(1, 2, 3, 4, 5)],
      says: 'holds',
    },
  ],
);
