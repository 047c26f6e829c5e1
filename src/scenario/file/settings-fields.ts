import * as v from 'valibot';
import type { Settings } from '../../core/settings.ts';
import type { SettingsOverrides } from '../overrides.ts';
import { checked } from './checked.ts';
import { atom, group, said } from './field.ts';
import { whole } from './numbers.ts';
import { LEVELS, text, word } from './words.ts';

const ticks = (least: number) => whole(least, 1_000_000, ' of ticks');
const flag = atom<number>((input) => ON_OFF.get(input), {
  allowed: 'on or off',
  json: { enum: ['on', 'off', 1, 0, true, false] },
});
const ON_OFF = new Map<unknown, number>([
  ['on', 1],
  ['off', 0],
  [true, 1],
  [false, 0],
  [1, 1],
  [0, 0],
]);

const FIELDS = {
  gossipIntervalTicks: optional(ticks(1), 'between two rounds of gossip of one node'),
  gossipFanout: optional(whole(1, 100), 'peers told in one round'),
  suspectAfterTicks: optional(ticks(1), 'without news for so long, a member is suspected'),
  suspectBySending: optional(
    flag,
    'silence counts from when the newest beat was sent, not from when it was heard',
  ),
  removeAfterTicks: optional(ticks(1), 'no beat was sent for so long: the member is removed'),
  joinRetryTicks: optional(ticks(1), 'until a join request is repeated'),
  replicas: optional(whole(1, 100), 'N: copies of each key'),
  quorum: optional(whole(1, 100), 'W and R: replicas that must succeed'),
  operationTimeoutTicks: optional(ticks(1), 'until a coordinator gives up on an operation'),
  tokensPerNode: optional(whole(1, 4096), 'points of a node on the ring'),
  stabilizeDelayTicks: optional(ticks(1), 'from a change of the ring to the first offer'),
  stabilizeStaggerTicks: optional(ticks(1), 'head start of each surviving replica over the next'),
  offerRetryTicks: optional(ticks(1), 'until an offer without an answer is repeated'),
  knockEveryRounds: optional(
    whole(0, 1000),
    'every so many rounds one removed member is told as well; 0: never',
  ),
  detector: optional(word(['heartbeat', 'swim']), 'how nodes find out who has failed'),
  cluster: optional(text(64, 1), 'the name of the cluster; nodes of another name are refused'),
  probeIntervalTicks: optional(ticks(1), 'swim: one round, in which a node probes one member'),
  probeTimeoutTicks: optional(ticks(1), 'swim: until others are asked to probe who did not answer'),
  indirectProbes: optional(whole(0, 100), 'swim: so many of them'),
  suspicionMultiplier: optional(whole(1, 1000), 'swim: least rounds that a suspected member has to refute'),
  suspicionMaxMultiplier: optional(whole(1, 1000), 'swim: times as many while nobody else suspects it'),
  suspicionConfirmations: optional(whole(0, 100), 'swim: others that suspect it until it has the least'),
  healthLimit: optional(whole(0, 100), 'swim: how slow a node that doubts itself may become'),
  rumourMultiplier: optional(whole(1, 100), 'swim: times log2 of the members that each rumour is sent'),
  rumourIntervalTicks: optional(ticks(1), 'swim: between two messages with nothing but rumours'),
  rumoursPerMessage: optional(whole(1, 1000), 'swim: rumours that a message carries at most'),
  exchangeIntervalTicks: optional(ticks(1), 'swim: between two full exchanges of one node with another'),
  forgetAfterTicks: optional(
    whole(1, 1_000_000_000, ' of ticks'),
    'swim: how long a removed member is remembered',
  ),
  watchIntervalTicks: optional(ticks(1), 'until a watch asks a silent member again'),
  watchMemoryKeys: optional(whole(0, 1_000_000), 'keys of which a watch remembers what it told'),
  antiEntropyIntervalTicks: optional(ticks(0), 'a cycle of comparisons with every other member; 0: never'),
  hintLifeTicks: optional(
    ticks(0),
    'how long a hint may, and a tombstone must, be kept; 0: no hints, and tombstones stay',
  ),
  purgeCompares: optional(
    flag,
    'a tombstone is purged when all owners are known to have it, not when it is old',
  ),
  purgeFloor: optional(flag, 'what was purged is refused when it comes again'),
  readCountsAnswers: optional(flag, 'a read counts every replica that answers, also one that knows nothing'),
  judgeByQuorum: optional(
    flag,
    'create, update and delete ask a read quorum whether the key is there, and then write',
  ),
  readWriteBack: optional(flag, 'a read is answered only when a quorum holds what it answers'),
  agreedRing: optional(flag, 'who owns the ring is agreed on, epoch by epoch'),
  ringIntervalTicks: optional(ticks(1), 'between two rounds of a node about the agreed ring'),
  evictAfterTicks: optional(ticks(0), 'an owner that is away for so long leaves the agreed ring; 0: never'),
  joinPatienceTicks: optional(ticks(1), 'a change is undone when who was to come is away for so long'),
  offersAtOnce: optional(whole(1, 0x7fff_ffff), 'records offered to one node at once'),
  fenceEpochs: optional(flag, 'what is meant for an earlier epoch of the ring is refused'),
  jointQuorums: optional(
    flag,
    'while the ring changes, quorums of both rings are asked, not of the next alone',
  ),
  countOldOwners: optional(flag, 'a change waits until enough old owners have handed over'),
  discardWhenOut: optional(flag, 'who was no owner for a time begins with nothing'),
  level: optional(word(LEVELS), 'what operations are promised that do not say it themselves'),
  readAsksAll: optional(flag, 'a read asks all replicas at once, and not only as many as must answer'),
  nextReplicaTicks: optional(ticks(1), 'until a read that has not asked all replicas asks more of them'),
  ballotPatienceTicks: optional(ticks(1), 'until a ballot without its majority is given up'),
  ballotBackoffTicks: optional(
    whole(1, 10_000, ' of ticks'),
    'a lost ballot is followed by a pause below this, doubled up to four times',
  ),
  lineageLength: optional(whole(0, 1000), 'writes through the register that a record remembers'),
  keepPromises: optional(flag, 'a replica refuses what is below its promise'),
  snapshotAfterEntries: optional(
    whole(0, 1_000_000),
    'a log of so many entries or fewer gets no snapshot; 0: none does',
  ),
  snapshotGrowth: optional(whole(1, 1000), 'a log gets a snapshot when it is so many times as long'),
  rememberMembers: optional(flag, 'a node that starts again goes on from the ring it last knew'),
  excuseByOwnLag: optional(flag, 'a node that stood still does not take that for the silence of others'),
  fenceRestarts: optional(flag, 'a write is meant for one life of each replica, and no other takes it'),
  versionNamesLife: optional(flag, 'a version names the life of its writer'),
  versionsByClock: optional(flag, 'a version is what the clock says, whatever its coordinator has seen'),
  hintBytes: optional(
    whole(0, 1_099_511_627_776),
    'bytes of keys and values that a node keeps as hints at most',
  ),
  hintReplayTicks: optional(ticks(1), 'between two batches of hints for one owner'),
  cacheCoherence: optional(
    word(['off', 'ttl', 'validate', 'invalidate', 'update', 'lease']),
    'how coordinators keep copies of what they read',
  ),
  cachePrefetch: optional(
    word(['none', 'sequential', 'refresh-ahead', 'successors', 'warm-start']),
    'what a coordinator reads before it is asked for it',
  ),
  cacheEntries: optional(whole(1, 10_000_000), 'copies that a coordinator keeps at most'),
  cacheBytes: optional(whole(1, 1_099_511_627_776), 'bytes of their keys and values at most'),
  cacheTtlTicks: optional(ticks(1), 'how long a copy may be told, where it is no lease'),
  leaseTicks: optional(ticks(1), 'how long a copy of coherence lease may be told'),
  leaseMarginTicks: optional(
    ticks(0),
    'a replica waits so much longer: how far clocks may part in the time of a lease',
  ),
  capacityEntries: optional(
    whole(0, 10_000_000),
    'values that a replica keeps at most, what was used least lately is forgotten; 0: all',
  ),
  capacityBytes: optional(whole(0, 1_099_511_627_776), 'bytes of their keys and values at most; 0: all'),
  prefetchDepth: optional(whole(1, 64), 'keys that are fetched beyond one that is read'),
  countHints: optional(flag, 'a hint counts for every write, not for a sloppy one only'),
  vouchForWhole: optional(flag, 'a replica whose disk lost entries is silent until it was told again'),
  acknowledgeDurable: optional(flag, 'a replica acknowledges what is durable, and nothing else'),
} satisfies Readonly<Record<keyof Settings, unknown>>;

/** Overrides of what the profile says, by name. The unit is in the name. */
export const settingsField = v.pipe(
  checked(group(FIELDS), (found, complain) => {
    const { suspectAfterTicks, removeAfterTicks } = found;
    if (
      suspectAfterTicks !== undefined &&
      removeAfterTicks !== undefined &&
      removeAfterTicks < suspectAfterTicks
    ) {
      const problem = `members are removed after ${removeAfterTicks} ticks, before they are suspected`;
      complain(['removeAfterTicks'], problem, `at least suspectAfterTicks, ${suspectAfterTicks}`);
    }
  }),
  v.transform((found) => found as SettingsOverrides),
);

function optional<const S extends v.GenericSchema<unknown, unknown>>(schema: S, meaning: string) {
  return v.exactOptional(said(schema, meaning));
}
