/** When the classic scenarios do what. Unit: ticks. The constants of the original course program. */
export const TIMELINE = {
  /** The lossy window of the membership scenario. */
  lossOpens: 50,
  lossCloses: 300,
  /** The failure of the membership scenario. */
  nodesFail: 100,
  /** All pairs are created: the group is complete and quiet by then. */
  create: 100,
  /** First reads, updates and deletes. */
  operate: 150,
  /** One replica fails and is not yet noticed: two of three still answer. */
  tertiaryFails: 175,
  /** Two replicas fail and are not yet noticed: no quorum. */
  twoReplicasFail: 225,
  /** Failure, removal and stabilization fit between the two: three replicas again. */
  recovered: 275,
  bystanderFails: 285,
  end: 700,
} as const;

/** This many nodes start in each tick, node 1, the introducer, among the first. */
export const STARTS_PER_TICK = 4;
/** All nodes must have started before this tick. */
const STARTED_BEFORE = 50;

/** By how many ticks a large group plays everything later, so that all nodes have started in time. */
export function lateness(nodes: number): number {
  return Math.max(0, Math.floor((nodes - 1) / STARTS_PER_TICK) - (STARTED_BEFORE - 1));
}
