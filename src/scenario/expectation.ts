/** What a scenario claims about its run: that a checker says `wanted`. */
export interface Expectation {
  readonly checker: CheckerName;
  /**
   * `holds`, `broken`; for `register` the strongest model that must hold, for `availability` the least share, for
   * `staleness` `at most 100 ticks`.
   */
  readonly wanted: string;
}

/** The checkers a scenario may name. */
export const CHECKERS = [
  'acknowledged-writes',
  'no-fabricated-value',
  'no-resurrection',
  'unique-versions',
  'one-outcome',
  'quorum-arithmetic',
  'exact-replicas',
  'ring-agreement',
  'agreed-ring',
  'detector-completeness',
  'detector-accuracy',
  'minimal-movement',
  'complete-listings',
  'watches',
  'bounded-stall',
  'staleness',
  'convergence',
  'counters',
  'availability',
  'register',
] as const;

export type CheckerName = (typeof CHECKERS)[number];

/** What each checker demands, for somebody who reads it for the first time. */
export const LAWS: Readonly<Record<CheckerName, string>> = {
  'acknowledged-writes': 'a write that was answered with ok is never lost',
  'no-fabricated-value': 'nobody reads or holds a value that nobody wrote',
  'no-resurrection': 'what was deleted does not come back by itself',
  'unique-versions': 'no two writes of a key share a version',
  'one-outcome': 'each operation has one outcome, and no replica took a write that was answered with failed',
  'quorum-arithmetic': 'ok is answered only after a quorum of replicas has spoken',
  'exact-replicas': 'at the end each key lies on its N replicas and nowhere else',
  'ring-agreement': 'at the end all live nodes of a cluster see the same members, and none of another',
  'agreed-ring':
    'the epochs of the ring are one sequence, each decided once; at the end all live owners are in the same one, and nothing is pending',
  'detector-completeness': 'a node that is down for long is removed by all that live',
  'detector-accuracy': 'a node that is up and reachable is not removed',
  'minimal-movement': 'when members change, only those records move whose replicas change',
  'complete-listings':
    'a page of keys is in order, and names every key of its range that was written and not deleted',
  watches:
    'a watcher is told only what lasts, of each key in the order of its versions, and in the end the newest one',
  'bounded-stall': 'a node that stays up answers every operation, and soon, whoever else is lost',
  staleness:
    'a read answers nothing older than a write that was answered before the read was asked, or older by so many ticks at most',
  convergence: 'once healed, all replicas of a key hold the same version',
  counters: 'each increment that was answered with ok counts once, and no other does',
  availability: 'while every key keeps a majority of untouched replicas, enough operations are answered',
  register:
    'each operation takes effect at one moment between its question and its answer, so no read may see an older value after another read, or a finished write, has shown a newer one',
};

/** What every run must keep, whatever it claims. */
export const ALWAYS_JUDGED: readonly CheckerName[] = [
  'one-outcome',
  'unique-versions',
  'no-fabricated-value',
  'quorum-arithmetic',
];
