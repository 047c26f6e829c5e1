import type { CacheSettings } from './cache/cache-settings.ts';
import { CLASSIC_CACHE, LAN_CACHE } from './cache/cache-settings.ts';
import type { Level } from './operation.ts';
import type { Ticks } from './time.ts';
import { ticks } from './time.ts';

/** How nodes find out who has failed. */
export type DetectorName = 'heartbeat' | 'swim';

/** Everything about a node that can be tuned. Unit in the name or the comment; the reason beside each profile's value. */
export interface Settings extends CacheSettings {
  /** Heartbeats that are gossiped, or SWIM: probes, whose load does not grow with the group. */
  readonly detector: DetectorName;
  /** Nodes of another name are not let in, nor believed; '' is the name of a cluster without one. */
  readonly cluster: string;
  /** Heartbeat: between two rounds of gossip of one node. */
  readonly gossipIntervalTicks: Ticks;
  /** Peers told in one round, of heartbeats or of rumours. A rumour reaches N nodes in about log₍fanout+1₎ N rounds. */
  readonly gossipFanout: number;
  /** TFAIL: a member silent for so long is suspected and no longer gossiped about. */
  readonly suspectAfterTicks: Ticks;
  /** 1: silence before suspicion counts from when the newest known heartbeat was sent, as TREMOVE does. 0: from when it was heard. */
  readonly suspectBySending: number;
  /** TREMOVE: a member whose newest known heartbeat was sent so long ago is removed. */
  readonly removeAfterTicks: Ticks;
  /** Until a join request is repeated. */
  readonly joinRetryTicks: Ticks;
  /** 1: who owns the ring is agreed on, epoch by epoch. 0: each node takes for owners whom it takes to be up. */
  readonly agreedRing: number;
  /** Between two rounds of a node about the ring: who is behind, who waits, what is pending. Only where the ring is agreed on. */
  readonly ringIntervalTicks: Ticks;
  /** An owner that was not there for so long leaves the ring. 0: never by itself. */
  readonly evictAfterTicks: Ticks;
  /** A change is undone when somebody who was to become an owner is not there for so long. */
  readonly joinPatienceTicks: Ticks;
  /** Records offered to one node at once. */
  readonly offersAtOnce: number;
  /** 1: messages between owners name their epoch, and what is meant for an earlier one is refused. 0 is for showing why. */
  readonly fenceEpochs: number;
  /** 1: while a change is pending, quorums of both rings are asked. 0: of the ring to come alone; for showing why. */
  readonly jointQuorums: number;
  /** 1: a change is completed when enough of the old owners have handed over. 0 is for showing why. */
  readonly countOldOwners: number;
  /** 1: who was no owner for a time begins with nothing. 0 is for showing why. */
  readonly discardWhenOut: number;
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
  /** SWIM: T, one round of a fit node; a member is probed in each. */
  readonly probeIntervalTicks: Ticks;
  /** SWIM: until others are asked to probe. Twice as long must fit into a round, or late answers are not heard. */
  readonly probeTimeoutTicks: Ticks;
  /** SWIM: k, how many others are asked to probe who did not answer. */
  readonly indirectProbes: number;
  /** SWIM: α of the least time that a suspected member has to refute, α · T · max(1, log₁₀ N). */
  readonly suspicionMultiplier: number;
  /** SWIM: β, how many times as long it has while nobody else suspects it. */
  readonly suspicionMaxMultiplier: number;
  /** SWIM: K, how many others must suspect it until it has the least time only. */
  readonly suspicionConfirmations: number;
  /** SWIM: how often a node that has reason to doubt itself adds its usual rounds and time-outs to them, at most. */
  readonly healthLimit: number;
  /** SWIM: λ, a node sends each rumour λ · ⌈log₂(N + 1)⌉ times. */
  readonly rumourMultiplier: number;
  /** SWIM: between two messages that carry nothing but rumours, while there are any. */
  readonly rumourIntervalTicks: Ticks;
  /** SWIM: rumours that one message carries at most. */
  readonly rumoursPerMessage: number;
  /** SWIM: between two full exchanges of one node with another. Up to 63 members; once more for each doubling above. */
  readonly exchangeIntervalTicks: Ticks;
  /** SWIM: how long a member that is down is remembered, knocked at, and not believed to be alive by an old rumour. */
  readonly forgetAfterTicks: Ticks;
  /** A cycle of comparisons with every other member. 0: never. */
  readonly antiEntropyIntervalTicks: Ticks;
  /** Between two questions of a watch to a member that has nothing to tell: whatever was lost is made up for within it. */
  readonly watchIntervalTicks: Ticks;
  /** Keys of which a watch remembers what it told; of others it may tell the same version again. */
  readonly watchMemoryKeys: number;
  /** How long a hint may be kept, and a tombstone is at least. 0: no hints are, and tombstones for good. */
  readonly hintLifeTicks: Ticks;
  /** 1: a tombstone is purged when all owners are known to have it. 0, when it is old, is for showing why. */
  readonly purgeCompares: number;
  /** 1: what was purged is remembered as a floor for each slice. 0 is for showing why. */
  readonly purgeFloor: number;
  /** 1: a read counts replicas that answer, and "I know nothing" is an answer. 0: it counts replicas that hold a value. */
  readonly readCountsAnswers: number;
  /**
   * 1: create, update and delete ask a read quorum whether the key is there and then write, whoever is there. 0: they go
   * to the replicas at once, and each judges by what it holds; a refusal is then certain only when all have answered.
   */
  readonly judgeByQuorum: number;
  /** 1: a read is answered only when a quorum holds what it answers. 0 is for showing why. */
  readonly readWriteBack: number;
  /** What operations are promised that do not say it themselves. */
  readonly level: Level;
  /** 1: a read asks all replicas at once. 0: as many as must answer, and the others after `nextReplicaTicks`. */
  readonly readAsksAll: number;
  /** Until a read that has not asked all replicas asks more of them. More than a round trip between neighbours. */
  readonly nextReplicaTicks: Ticks;
  /**
   * Until a ballot without its majority is given up and the next one tried: more than two round trips and two writes
   * to disk, or much is done twice. It doubles with each ballot that is given up.
   */
  readonly ballotPatienceTicks: Ticks;
  /** A lost ballot is followed by a pause drawn below this times 2^(ballots lost), at most 2^4: rivals part. */
  readonly ballotBackoffTicks: Ticks;
  /** Writes through the register that a record remembers. More than can be under way on one key. 0 is for showing why. */
  readonly lineageLength: number;
  /** 1: a replica refuses what is below its promise. 0 is for showing why. */
  readonly keepPromises: number;
  /** A log of so many entries or fewer is not replaced by a snapshot. 0: none ever is. */
  readonly snapshotAfterEntries: number;
  /** A log is replaced by a snapshot when it has more than so many times the entries that the snapshot will have. */
  readonly snapshotGrowth: number;
  /** 1: a replica acknowledges what is durable. 0 is for showing why. */
  readonly acknowledgeDurable: number;
  /** 1: a node that starts again goes on from the ring it last knew. 0 is for showing why. */
  readonly rememberMembers: number;
  /** 1: a node that stood still does not take that for the silence of others. 0 is for showing why. */
  readonly excuseByOwnLag: number;
  /** 1: a client's write is meant for one life of each replica, and no other one takes it. 0 is for showing why. */
  readonly fenceRestarts: number;
  /** 1: a version names the life of its writer, for a life may not know all counters of an earlier one. 0 is for showing why. */
  readonly versionNamesLife: number;
  /** 0: a version is above all that its coordinator has seen. 1, when it is what the clock says, is for showing why. */
  readonly versionsByClock: number;
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
  detector: 'heartbeat',
  cluster: '',
  gossipIntervalTicks: ticks(1),
  gossipFanout: 3,
  suspectAfterTicks: ticks(5),
  suspectBySending: 0,
  // Counted from when the heartbeat was sent, not from when it was heard: so every survivor removes a failed
  // node at most 21 ticks after its failure, however long the last rumour took; 25 are allowed.
  removeAfterTicks: ticks(20),
  joinRetryTicks: ticks(5),
  agreedRing: 0,
  ringIntervalTicks: ticks(10),
  evictAfterTicks: ticks(0),
  joinPatienceTicks: ticks(40),
  // All at once: stabilization is graded by how soon it is over.
  offersAtOnce: 0x7fff_ffff,
  fenceEpochs: 1,
  jointQuorums: 1,
  countOldOwners: 1,
  discardWhenOut: 1,
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
  // A packet takes one tick: an answer two, by way of another node four.
  probeIntervalTicks: ticks(6),
  probeTimeoutTicks: ticks(3),
  indirectProbes: 3,
  suspicionMultiplier: 2,
  suspicionMaxMultiplier: 3,
  suspicionConfirmations: 3,
  healthLimit: 8,
  rumourMultiplier: 2,
  rumourIntervalTicks: ticks(1),
  rumoursPerMessage: 32,
  exchangeIntervalTicks: ticks(100),
  forgetAfterTicks: ticks(100_000),
  antiEntropyIntervalTicks: ticks(0),
  watchIntervalTicks: ticks(10),
  watchMemoryKeys: 1_024,
  hintLifeTicks: ticks(0),
  purgeCompares: 1,
  purgeFloor: 1,
  readCountsAnswers: 0,
  judgeByQuorum: 0,
  readWriteBack: 1,
  level: 'quorum',
  readAsksAll: 1,
  nextReplicaTicks: ticks(4),
  ballotPatienceTicks: ticks(8),
  ballotBackoffTicks: ticks(2),
  lineageLength: 32,
  keepPromises: 1,
  // There is no disk to fill, and nobody starts again.
  snapshotAfterEntries: 0,
  snapshotGrowth: 2,
  acknowledgeDurable: 1,
  rememberMembers: 0,
  excuseByOwnLag: 1,
  fenceRestarts: 0,
  versionNamesLife: 1,
  versionsByClock: 0,
  vouchForWhole: 1,
  hintBytes: 0,
  hintReplayTicks: ticks(60),
  countHints: 0,
  ...CLASSIC_CACHE,
};

/**
 * The profile of live clusters: one tick is one millisecond. Ranges are what the schema of scenario files takes; a
 * number outside the bounds that its comment names breaks the promise that the comment gives.
 */
export const LAN: Settings = {
  detector: 'heartbeat',
  cluster: '',
  // ms, 100 … 5 000. A node sends 2 × 3 and gets as many lists a second, whatever the size of the group.
  gossipIntervalTicks: ticks(500),
  // Peers, 2 … 10. The newest beat is everywhere after about 2 ln N / fanout rounds: 1.6 s among 100, 2 s for the slowest.
  gossipFanout: 3,
  suspectBySending: 1,
  // ms, at most 3 000 − gossipIntervalTicks: silence is noticed once a round, and everybody is to suspect within 3 s.
  // At least the 2 s that a beat may be under way, or healthy members are suspected time and again.
  suspectAfterTicks: ticks(2_500),
  // ms, at most 8 000 − gossipIntervalTicks: down everywhere within 8 s. Three times the slowest beat: one node in a pause
  // of some seconds is not thrown out, since taking it back moves its keys twice.
  removeAfterTicks: ticks(7_500),
  // ms, 100 … 60 000. Four rounds of gossip.
  joinRetryTicks: ticks(2_000),
  agreedRing: 1,
  // ms, 20 … 60 000. More than two round trips with two syncs: an attempt to decide has two such rounds at least.
  ringIntervalTicks: ticks(500),
  // ms, 5 min: its copies are made anew elsewhere then, which a reboot is not worth. 0 … 24 h.
  evictAfterTicks: ticks(300_000),
  // ms, 1 000 … 600 000. Longer than a detector's doubts last: undoing and beginning again moves records twice.
  joinPatienceTicks: ticks(20_000),
  // Records, 16 … 65 536: some tens of KB of names. The next go after stabilizeDelayTicks, so this is a speed limit too.
  offersAtOnce: 1_024,
  fenceEpochs: 1,
  jointQuorums: 1,
  countOldOwners: 1,
  discardWhenOut: 1,
  // Copies, 1 … 7. Odd numbers: four copies bear no more losses than three.
  replicas: 3,
  // ⌊replicas / 2⌋ + 1, so that R + W > N and two quorums meet.
  quorum: 2,
  // ms, 50 … 10 000. Ten times a slow round trip with two slow syncs. The slowest answer of a survivor when a node is
  // lost is bounded by it, and 250 ms are promised.
  operationTimeoutTicks: ticks(200),
  // Points, 64 … 1 024. A node's share varies by 1 / √tokens: 6 %, and with three copies the fullest of 100 holds 1.09 × the mean.
  tokensPerNode: 256,
  // ms, 1 … 1 000: not periodic, so the same in drills. A few round trips: members that leave together are handled together.
  stabilizeDelayTicks: ticks(10),
  // ms, four rounds of gossip. Nodes notice a change some rounds apart; who noticed first must not send what another is
  // about to send.
  stabilizeStaggerTicks: ticks(2_000),
  // ms, 10 … 10 000. Several round trips with a sync: less asks again for what is on its way.
  offerRetryTicks: ticks(60),
  // Rounds, 1 … 100: every 2 s one removed member is told, and halves of a healed partition find each other.
  knockEveryRounds: 4,
  // ms, 100 … 5 000. A failed member is probed by e⁻¹ … of all within a round, so that after ten rounds, 2 s, one failure
  // in 20 000 is not noticed yet; with 0.2 s for the answer and 0.6 s for the rumour everybody suspects within 3 s.
  probeIntervalTicks: ticks(200),
  // ms, at most 2/5 of the interval: what is under way for as long is heard within the round. Many round trips.
  probeTimeoutTicks: ticks(80),
  // Others, 0 … 10. With 10 % loss a sound member fails one probe in 3 000.
  indirectProbes: 3,
  // Lifeguard's α, 1 … 20: 1 s for 10 members, 2 s for 100; two rumours, the suspicion and its refutation, go round in that time.
  suspicionMultiplier: 5,
  // Lifeguard's β, 1 … 20: 6 s for 10 members that nobody else suspects, 12 s for 100.
  suspicionMaxMultiplier: 6,
  // Members, 0 … 10. Three: a few nodes with bad links cannot make a removal quick by themselves.
  suspicionConfirmations: 3,
  // Times, 0 … 8. A node that sleeps half of the time is slow enough then to hear its answers.
  healthLimit: 8,
  // λ, 1 … 10. Two: a rumour misses a member with probability N⁻³, by 40 % loss N⁻².
  rumourMultiplier: 2,
  // ms, 20 … 1 000. About seven messages one after the other reach 100 members: 0.7 s.
  rumourIntervalTicks: ticks(100),
  // Records, 1 … 100: some 10 B each, so that a message is below 500 B.
  rumoursPerMessage: 32,
  // ms, 1 000 … 600 000: 10 B a second for each of 60 members.
  exchangeIntervalTicks: ticks(30_000),
  // ms, 60 000 … 2^31: 24 h. Longer than any partition that nobody mends; knocking costs one probe a second.
  forgetAfterTicks: ticks(86_400_000),
  // ms, 3 h: a tombstone outlives every hint.
  hintLifeTicks: ticks(10_800_000),
  purgeCompares: 1,
  purgeFloor: 1,
  // ms, at least ten rounds of gossip.
  antiEntropyIntervalTicks: ticks(6_000),
  // ms, 50 … 60 000. A lost message is made up for so late; each watch costs a small message to every member in that time.
  watchIntervalTicks: ticks(500),
  // Keys, 0 … 1 000 000: some 100 B each. More than change within a round trip, since each replica names a change once.
  watchMemoryKeys: 1_024,
  readCountsAnswers: 1,
  // One round trip more, and with one replica lost no time-out.
  judgeByQuorum: 1,
  readWriteBack: 1,
  level: 'quorum',
  readAsksAll: 1,
  nextReplicaTicks: ticks(25),
  ballotPatienceTicks: ticks(60),
  ballotBackoffTicks: ticks(10),
  lineageLength: 32,
  keepPromises: 1,
  // Entries, 0 … 1 000 000: so many are read in some tens of milliseconds at a start; fewer are not worth a snapshot.
  snapshotAfterEntries: 10_000,
  // Times, 1 … 1 000. Twice: a log is at most twice as long as it must be, and each entry pays for writing one more.
  snapshotGrowth: 2,
  acknowledgeDurable: 1,
  rememberMembers: 1,
  excuseByOwnLag: 1,
  fenceRestarts: 1,
  versionNamesLife: 1,
  versionsByClock: 0,
  vouchForWhole: 1,
  // Bytes, 0 … 2^40. 64 MiB: what a node can miss and still be helped by hints; beyond it comparing hash trees is cheaper.
  hintBytes: 67_108_864,
  // ms, 100 … 60 000. Many round trips with a sync, so that an owner that is slow is not thought to have failed.
  hintReplayTicks: ticks(1_000),
  countHints: 0,
  ...LAN_CACHE,
};

/** How much faster everything periodic goes in a drill. */
export const DRILL_SPEED = 20;

/**
 * The profile of drills: the live profile with everything periodic twenty times faster, so that a scenario of some
 * thousand ticks shows what takes a cluster minutes. What follows the pace of network and disk stays as it is.
 */
export const DRILL: Settings = {
  ...LAN,
  gossipIntervalTicks: faster(LAN.gossipIntervalTicks),
  suspectAfterTicks: faster(LAN.suspectAfterTicks),
  removeAfterTicks: faster(LAN.removeAfterTicks),
  joinRetryTicks: faster(LAN.joinRetryTicks),
  ringIntervalTicks: faster(LAN.ringIntervalTicks),
  evictAfterTicks: faster(LAN.evictAfterTicks),
  joinPatienceTicks: faster(LAN.joinPatienceTicks),
  stabilizeStaggerTicks: faster(LAN.stabilizeStaggerTicks),
  antiEntropyIntervalTicks: faster(LAN.antiEntropyIntervalTicks),
  watchIntervalTicks: faster(LAN.watchIntervalTicks),
  hintLifeTicks: faster(LAN.hintLifeTicks),
  hintReplayTicks: faster(LAN.hintReplayTicks),
  cacheTtlTicks: faster(LAN.cacheTtlTicks),
  // Four times faster: probes follow the pace of the network, whose packets may take 20 ticks here.
  probeIntervalTicks: ticks(50),
  probeTimeoutTicks: ticks(20),
  rumourIntervalTicks: ticks(10),
  exchangeIntervalTicks: faster(LAN.exchangeIntervalTicks),
  forgetAfterTicks: faster(LAN.forgetAfterTicks),
  // Few enough that a drill of some hundred writes sees several snapshots.
  snapshotAfterEntries: 32,
};

function faster(span: Ticks): Ticks {
  return ticks(Math.ceil(span / DRILL_SPEED));
}

/** Which settings a group starts from. */
export type Profile = 'classic' | 'lan' | 'drill';

const PROFILES: Readonly<Record<Profile, Settings>> = { classic: CLASSIC, lan: LAN, drill: DRILL };

/** What a profile says, but for what is changed in it. */
export function settingsOf(of: {
  readonly profile: Profile;
  readonly settings: Partial<Settings>;
}): Settings {
  return { ...PROFILES[of.profile], ...of.settings };
}
