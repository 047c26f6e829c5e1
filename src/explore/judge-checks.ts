import { checkNoFabricatedValue } from '../check/laws/no-fabricated-value.ts';
import { checkAcknowledgedWrites } from '../check/trace/acknowledged-writes.ts';
import { checkAgreedRing } from '../check/trace/agreed-ring.ts';
import { checkAvailability } from '../check/trace/availability.ts';
import { checkBoundedStall } from '../check/trace/bounded-stall.ts';
import { checkCompleteListings } from '../check/trace/complete-listings.ts';
import { checkConvergence } from '../check/trace/convergence.ts';
import { checkCounters } from '../check/trace/counters.ts';
import { checkDetectorAccuracy } from '../check/trace/detector-accuracy.ts';
import { checkDetectorCompleteness } from '../check/trace/detector-completeness.ts';
import { checkExactReplicas } from '../check/trace/exact-replicas.ts';
import { checkMinimalMovement } from '../check/trace/minimal-movement.ts';
import { checkNoFabricatedRecord } from '../check/trace/no-fabricated-record.ts';
import { checkNoResurrection } from '../check/trace/no-resurrection.ts';
import { checkOneOutcome } from '../check/trace/one-outcome.ts';
import { checkQuorumArithmetic } from '../check/trace/quorum-arithmetic.ts';
import { checkRingAgreement } from '../check/trace/ring-agreement.ts';
import { checkStaleness } from '../check/trace/staleness.ts';
import { checkUniqueVersions } from '../check/trace/unique-versions.ts';
import { checkWatches } from '../check/trace/watches.ts';
import type { Judgement } from '../check/trace/witness.ts';
import { mergeVerdicts } from '../check/verdict.ts';
import type { Key } from '../core/ids.ts';
import { PLAIN_SEAT } from '../core/membership/seat.ts';
import type { Operation } from '../core/operation.ts';
import { Ring } from '../core/ring/ring.ts';
import type { Settings } from '../core/settings.ts';
import { settingsOf } from '../core/settings.ts';
import type { CheckerName } from '../scenario/expectation.ts';
import { readShare } from '../scenario/file/exact-ratio.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { hostNumber } from '../sim/identity.ts';
import { seatsOf } from '../sim/seats.ts';
import type { FinishedRun } from './finished-run.ts';
import { checkRegister, onTrace } from './judge-register.ts';
import { leavesMajority } from './leaves-majority.ts';
import { excuseOf } from './link-excuse.ts';
import { removalTicks } from './removal-ticks.ts';

/** 250 ms, at `lan` and in drills: a time-out of 200 and the round trips before it. */
const MOST_STALL_TICKS = 250;

/** Every checker that a scenario may name. */
export const CHECKS: Readonly<Record<CheckerName, (run: FinishedRun) => Judgement>> = {
  'acknowledged-writes': ({ book }) => checkAcknowledgedWrites(book),
  'no-fabricated-value': checkNoFabrication,
  'no-resurrection': ({ book }) => checkNoResurrection(book),
  'unique-versions': ({ book }) => checkUniqueVersions(book),
  'one-outcome': ({ book }) => checkOneOutcome(book),
  'quorum-arithmetic': ({ book, scenario }) =>
    checkQuorumArithmetic(book, { quorumOf: (operation) => quorumOf(settingsOf(scenario), operation) }),
  counters: ({ book }) => checkCounters(book),
  availability: checkShareAnswered,
  'exact-replicas': ({ book, scenario }) => checkExactReplicas(book, settingsOf(scenario)),
  'ring-agreement': ({ book, scenario }) => checkRingAgreement(book, { clusterOf: clusterOf(scenario) }),
  'agreed-ring': ({ book, scenario }) => checkAgreedRing(book, { clusterOf: clusterOf(scenario) }),
  'detector-completeness': ({ book, scenario }) =>
    checkDetectorCompleteness(book, { withinTicks: removalTicks(scenario) }),
  'detector-accuracy': ({ book, scenario }) =>
    checkDetectorAccuracy(book, {
      lookBackTicks: removalTicks(scenario),
      sleepExcuses: settingsOf(scenario).excuseByOwnLag === 0,
      excuses: excuseOf(scenario),
    }),
  'minimal-movement': ({ book, scenario }) => checkMinimalMovement(book, { listsOf: ringsOf(scenario) }),
  'complete-listings': ({ book, scenario }) =>
    checkCompleteListings(book, { settleTicks: settleTicks(scenario) }),
  watches: ({ book }) => checkWatches(book),
  'bounded-stall': ({ book }) => checkBoundedStall(book, { mostTicks: MOST_STALL_TICKS }),
  staleness: ({ book, wanted }) =>
    checkStaleness(book, { atMostTicks: Number(/[0-9]+/.exec(wanted)?.[0] ?? 0) }),
  convergence: ({ book }) => checkConvergence(book),
  register: checkRegister,
};

/** Replicas that must have spoken before an operation is answered. */
function quorumOf({ level, quorum }: Settings, operation: Operation | undefined): number {
  return operation?.kind !== 'cas' && (operation?.level ?? level) === 'one' ? 1 : quorum;
}

/** `holds` is for half of them. */
function checkShareAnswered({ book, scenario, wanted }: FinishedRun): Judgement {
  const least = readShare(wanted) ?? { numerator: 1, denominator: 2 };
  return checkAvailability(book, { least, majorityLeft: leavesMajority(scenario, settingsOf(scenario)) });
}
/** After the last fault: everybody is known again, has got its copies, and was compared once. */
function settleTicks(scenario: Scenario): number {
  const { antiEntropyIntervalTicks, stabilizeStaggerTicks } = settingsOf(scenario);
  return removalTicks(scenario) + stabilizeStaggerTicks + antiEntropyIntervalTicks;
}

function clusterOf({ hosts }: Scenario): (node: number) => string {
  return (node) => hosts[hostNumber(node, hosts.length) - 1]?.cluster ?? '';
}

function ringsOf(scenario: Scenario): (members: readonly number[]) => (key: Key) => readonly number[] {
  const { replicas, tokensPerNode } = settingsOf(scenario);
  const seats = seatsOf(scenario.hosts);
  const seatOf = (member: number) => seats[hostNumber(member, seats.length) - 1] ?? PLAIN_SEAT;
  return (members) => {
    const ids = Int32Array.from(members);
    const ring = new Ring({ ids, seats: ids.map(seatOf) }, tokensPerNode);
    return (key) => ring.preferenceList(key, replicas);
  };
}

/** Of what clients read, and of what nodes hold at the end. */
function checkNoFabrication({ book, clients }: FinishedRun): Judgement {
  const history = clients.history();
  const records = checkNoFabricatedRecord(book);
  const verdict = mergeVerdicts([onTrace(checkNoFabricatedValue(history), clients), records.verdict]);
  const operations = `${history.size} operations`;
  // Without a survey nobody looked at what nodes hold.
  return { verdict, seen: book.surveys.length === 0 ? operations : `${operations}, ${records.seen}` };
}
