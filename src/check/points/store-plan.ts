import type { Expected } from './judge-operation.ts';

/** One graded act of READ and UPDATE. */
export interface StoreAct {
  readonly claim: string;
  readonly points: number;
  /** The tick, before large groups play it later. */
  readonly at: number;
  /** The tick of the next act: what nobody asked for is held against the act before it. */
  readonly until: number;
  readonly key: 'subject' | 'invalid';
  readonly gradable: (nodes: number) => boolean;
  readonly needs: string;
  readonly expect: (nodes: number) => Expected;
}

/** N of N, R, W. */
const REPLICAS = 3;

function all(counts: readonly number[], result: 'success' | 'fail'): Expected {
  return { replicas: result, counts, coordinator: result };
}

function atLeast(nodes: number): Pick<StoreAct, 'gradable' | 'needs'> {
  return { gradable: (size) => size >= nodes, needs: `${nodes} nodes` };
}

/** An operation on a whole group: as many answers as the key has replicas. */
export const WHOLE_GROUP = {
  ...atLeast(2),
  success: (nodes: number): Expected => all([Math.min(REPLICAS, nodes)], 'success'),
  fail: (nodes: number): Expected => all([Math.min(REPLICAS, nodes)], 'fail'),
} as const;

/** Who fails when, before large groups play it later, and how large a group must be for it. */
const FAILURES = [
  { at: 175, nodes: 1, needs: 3 },
  { at: 225, nodes: 2, needs: 4 },
  { at: 285, nodes: 1, needs: 7 },
] as const;

/** The ticks at which nodes fail up to and including `at` in a group of `nodes`; a tick for each failed node. */
export function failTicks(nodes: number, at: number): readonly number[] {
  return FAILURES.filter((failure) => failure.at <= at && nodes >= failure.needs).flatMap((failure) =>
    Array.from({ length: failure.nodes }, () => failure.at),
  );
}

/** How many nodes live when `invalidKey` is asked for. */
function liveAtLast(nodes: number): number {
  return nodes - failTicks(nodes, 285).length;
}

/**
 * The bystander that fails at 285 may be a replica of invalidKey: then two live ones answer. The log does not tell,
 * so both counts are right from 7 nodes on.
 */
function expectInvalid(nodes: number): Expected {
  return all(nodes >= 7 ? [2, REPLICAS] : [Math.min(REPLICAS, liveAtLast(nodes))], 'fail');
}

/** The six graded acts of READ and UPDATE; 40 points. The table in this folder's README says who lives when. */
export function storeActs(verb: 'read' | 'update'): readonly StoreAct[] {
  const one = verb === 'read' ? 'a read' : 'an update';
  const subject = { key: 'subject' } as const;
  return [
    {
      ...subject,
      ...WHOLE_GROUP,
      claim: `in the whole group ${one} succeeds at every replica`,
      points: 3,
      at: 150,
      until: 175,
      expect: WHOLE_GROUP.success,
    },
    {
      ...subject,
      ...atLeast(3),
      claim: `with the TERTIARY failed ${one} succeeds at the other two replicas`,
      points: 9,
      at: 175,
      until: 225,
      expect: () => all([2], 'success'),
    },
    {
      ...subject,
      ...atLeast(4),
      claim: `with two of three replicas failed ${one} fails, and says so once`,
      points: 9,
      at: 225,
      until: 275,
      expect: () => ({ replicas: 'success', counts: [1], coordinator: 'fail' }),
    },
    {
      ...subject,
      ...atLeast(5),
      claim: `once the copies are restored ${one} succeeds again`,
      points: 10,
      at: 275,
      until: 285,
      expect: (nodes) => all([Math.min(REPLICAS, nodes - 3)], 'success'),
    },
    {
      ...subject,
      ...atLeast(7),
      claim: `with a node failed that is no replica ${one} succeeds at every replica`,
      points: 6,
      at: 285,
      until: Number.POSITIVE_INFINITY,
      expect: () => all([REPLICAS], 'success'),
    },
    {
      claim: `${one} of a key that was never created fails`,
      points: 3,
      at: 285,
      until: Number.POSITIVE_INFINITY,
      key: 'invalid',
      gradable: (nodes) => liveAtLast(nodes) >= 2,
      needs: '2 live nodes at the end',
      expect: expectInvalid,
    },
  ];
}
