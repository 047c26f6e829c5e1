import type { Ticks } from './time.ts';
import { ticks } from './time.ts';

/** Everything about a node that can be tuned. Unit in the name or the comment; the reason beside each profile's value. */
export interface Settings {
  /** Between two rounds of gossip of one node. */
  readonly gossipIntervalTicks: Ticks;
  /** Peers told in one round. A rumour reaches N nodes in about log₍fanout+1₎ N rounds. */
  readonly gossipFanout: number;
  /** TFAIL: a member without news for so long is suspected and no longer gossiped about. */
  readonly suspectAfterTicks: Ticks;
  /** TREMOVE: a member whose newest known heartbeat was sent so long ago is removed. */
  readonly removeAfterTicks: Ticks;
  /** Until a join request is repeated. */
  readonly joinRetryTicks: Ticks;
  /** N: copies of each key. */
  readonly replicas: number;
  /** W and R: replicas that must succeed. */
  readonly quorum: number;
  /** Until a coordinator gives up on an operation. */
  readonly operationTimeoutTicks: Ticks;
  /** Points of a node on the ring. */
  readonly tokensPerNode: number;
  /** From a change of the ring to the first offer: changes that arrive together are handled together. */
  readonly stabilizeDelayTicks: Ticks;
  /** Head start of each surviving replica over the next: only one of them sends, the rest just confirm. */
  readonly stabilizeStaggerTicks: Ticks;
  /** Until an offer without an answer is repeated. */
  readonly offerRetryTicks: Ticks;
  /** Every so many rounds one removed member is told as well: halves of a healed partition find each other. 0: never. */
  readonly knockEveryRounds: number;
  /** A cycle of comparisons with every other member. 0: never. */
  readonly antiEntropyIntervalTicks: Ticks;
  /** How long a hint may be kept, and a tombstone is at least. 0: no hints are, and tombstones for good. */
  readonly hintLifeTicks: Ticks;
  /** 1: a tombstone is purged when all owners are known to have it. 0, when it is old, is for showing why. */
  readonly purgeCompares: number;
  /** 1: what was purged is remembered as a floor for each slice. 0 is for showing why. */
  readonly purgeFloor: number;
  /** 1: a read counts replicas that answer, and "I know nothing" is an answer. 0: it counts replicas that hold a value. */
  readonly readCountsAnswers: number;
  /** 1: a read is answered only when a quorum holds what it answers. 0 is for showing why. */
  readonly readWriteBack: number;
  /** A log of so many entries or fewer is not replaced by a snapshot. 0: none ever is. */
  readonly snapshotAfterEntries: number;
  /** A log is replaced by a snapshot when it has more than so many times the entries that the snapshot will have. */
  readonly snapshotGrowth: number;
  /** 1: a replica acknowledges what is durable. 0 is for showing why. */
  readonly acknowledgeDurable: number;
  /** 1: a node that starts again goes on from the ring it last knew. 0 is for showing why. */
  readonly rememberMembers: number;
  /** 1: a client's write is meant for one life of each replica, and no other one takes it. 0 is for showing why. */
  readonly fenceRestarts: number;
  /** 1: a version names the life of its writer, for a life may not know all counters of an earlier one. 0 is for showing why. */
  readonly versionNamesLife: number;
  /** Bytes of keys and values that a node keeps as hints at most; 0 … 2^40. */
  readonly hintBytes: number;
  /** Between two batches of hints for one owner; a batch that is not settled by then has timed out. */
  readonly hintReplayTicks: Ticks;
  /** 0: a hint counts for a sloppy write only. 1 is for showing why. */
  readonly countHints: number;
  /** 1: a replica whose disk lost entries is silent until the other owners have told it again. 0 is for showing why. */
  readonly vouchForWhole: number;
}

/** The profile of the seven classic testcases: gossip each tick, two of three replicas, no disk. */
export const CLASSIC: Settings = {
  gossipIntervalTicks: ticks(1),
  gossipFanout: 3,
  suspectAfterTicks: ticks(5),
  // Counted from when the heartbeat was sent, not from when it was heard: so every survivor removes a failed
  // node at most 21 ticks after its failure, however long the last rumour took; 25 are allowed.
  removeAfterTicks: ticks(20),
  joinRetryTicks: ticks(5),
  replicas: 3,
  quorum: 2,
  // "At the latest 30 ticks after the operation."
  operationTimeoutTicks: ticks(30),
  tokensPerNode: 1,
  stabilizeDelayTicks: ticks(2),
  // An offer, its answer, the records and their confirmation take four ticks, and a join is noticed by one replica
  // up to four ticks before another: with less, both would send.
  stabilizeStaggerTicks: ticks(8),
  offerRetryTicks: ticks(6),
  knockEveryRounds: 0,
  antiEntropyIntervalTicks: ticks(0),
  hintLifeTicks: ticks(0),
  purgeCompares: 1,
  purgeFloor: 1,
  readCountsAnswers: 0,
  readWriteBack: 1,
  // There is no disk to fill, and nobody starts again.
  snapshotAfterEntries: 0,
  snapshotGrowth: 2,
  acknowledgeDurable: 1,
  rememberMembers: 0,
  fenceRestarts: 0,
  versionNamesLife: 1,
  vouchForWhole: 1,
  hintBytes: 0,
  hintReplayTicks: ticks(60),
  countHints: 0,
};

/**
 * The profile of drills: the live profile with everything periodic twenty times faster, so that a scenario of some
 * thousand ticks shows what takes a cluster minutes. One tick is one millisecond.
 */
export const DRILL: Settings = {
  // 500 ms live.
  gossipIntervalTicks: ticks(25),
  gossipFanout: 3,
  // Six rounds without news, and sixteen since the last beat: down within 8 s live, 400 ticks here.
  suspectAfterTicks: ticks(150),
  removeAfterTicks: ticks(400),
  joinRetryTicks: ticks(100),
  replicas: 3,
  quorum: 2,
  operationTimeoutTicks: ticks(200),
  tokensPerNode: 64,
  stabilizeDelayTicks: ticks(10),
  // Nodes notice a change some rounds of gossip apart; who noticed first must not send what another is about to send.
  stabilizeStaggerTicks: ticks(100),
  offerRetryTicks: ticks(60),
  knockEveryRounds: 4,
  antiEntropyIntervalTicks: ticks(300),
  // 3 h live.
  hintLifeTicks: ticks(540_000),
  purgeCompares: 1,
  purgeFloor: 1,
  readCountsAnswers: 1,
  readWriteBack: 1,
  // Few enough that a drill of some hundred writes sees several snapshots.
  snapshotAfterEntries: 32,
  // Twice: a log is at most twice as long as it must be, and each entry pays for writing one more.
  snapshotGrowth: 2,
  acknowledgeDurable: 1,
  rememberMembers: 1,
  fenceRestarts: 1,
  versionNamesLife: 1,
  vouchForWhole: 1,
  // 64 MiB: what a node can miss and still be helped by hints; beyond it comparing hash trees is cheaper.
  hintBytes: 67_108_864,
  // 1 s live: some round trips, so that an owner that is slow is not thought to have failed.
  hintReplayTicks: ticks(50),
  countHints: 0,
};

const PROFILES = { classic: CLASSIC, drill: DRILL };

/** A bundle of settings, by its name. */
export type Profile = keyof typeof PROFILES;

/** What a profile says, but for what is changed in it. */
export function settingsOf(of: {
  readonly profile: Profile;
  readonly settings: Partial<Settings>;
}): Settings {
  return { ...PROFILES[of.profile], ...of.settings };
}
