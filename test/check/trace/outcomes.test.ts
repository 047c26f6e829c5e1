import { checkNoFabricatedRecord } from '../../../src/check/trace/no-fabricated-record.ts';
import { checkOneOutcome } from '../../../src/check/trace/one-outcome.ts';
import { checkQuorumArithmetic } from '../../../src/check/trace/quorum-arithmetic.ts';
import { checkUniqueVersions } from '../../../src/check/trace/unique-versions.ts';
import { nodeId } from '../../../src/core/ids.ts';
import { expectAll } from './expect.ts';
import { noted } from './told.ts';
import { asked, decided, gaveUp, judged, replied, sloppy, written } from './told-operations.ts';
import { agreed, held, surveyed } from './told-surveys.ts';

expectAll('one outcome', checkOneOutcome, [
  { claim: 'a write and its answer', events: [written(0, 'put a', '5@n1')], says: 'holds' },
  { claim: 'an operation that nobody answered', events: [asked(0, 'put a')], says: 'holds' },
  {
    claim: 'an answer that comes when its client has given up',
    events: [asked(0, 'put a'), gaveUp(0), decided(0, 'put a', '5@n1'), replied(0, 'ok')],
    says: 'holds',
  },
  {
    claim: 'a read that found nothing was decided and answered as such',
    events: [
      asked(0, 'read'),
      decided(0, 'read', undefined, { success: false }),
      replied(0, 'failed not-found'),
    ],
    says: 'holds',
  },
  {
    claim: 'two answers',
    events: [written(0, 'put a', '5@n1'), replied(0, 'ok')],
    says: { broken: 'answered twice' },
  },
  {
    claim: 'an answer to no question',
    events: [replied(0, 'ok')],
    says: { broken: 'answered before it was asked' },
  },
  {
    claim: 'one number for two questions',
    events: [asked(0, 'put a'), asked(0, 'put b')],
    says: { broken: 'asked twice under one number' },
  },
  {
    claim: 'two decisions',
    events: [asked(0, 'put a'), decided(0, 'put a', '5@n1'), decided(0, 'put a', '5@n1')],
    says: { broken: 'decided twice' },
  },
  {
    claim: 'the answer of a node that was not asked',
    events: [asked(0, 'put a', 1), replied(0, 'unknown timeout', 2)],
    says: { broken: 'answered by somebody else' },
  },
  {
    claim: 'giving up after the answer',
    events: [written(0, 'put a', '5@n1'), gaveUp(0)],
    says: { broken: 'given up after its answer' },
  },
  {
    claim: 'giving up twice',
    events: [asked(0, 'read'), gaveUp(0), gaveUp(0)],
    says: { broken: 'given up twice' },
  },
  {
    claim: 'an answer that its decision does not bear out',
    events: [asked(0, 'put a'), decided(0, 'put a', '5@n1', { success: false }), replied(0, 'ok')],
    says: { broken: 'decided one way and answered another' },
  },
  {
    claim: 'a failed write that a replica took before',
    events: [asked(0, 'put a'), judged(0, 'put a', 2, '5@n1'), replied(0, 'failed unavailable')],
    says: { broken: 'answered as failed, yet a replica took it' },
  },
  {
    claim: 'a failed write that a replica took after',
    events: [asked(0, 'create a'), replied(0, 'failed exists'), judged(0, 'create a', 2, '5@n1')],
    says: { broken: 'answered as failed, yet a replica took it' },
  },
]);

const quorum = (events: Parameters<typeof checkQuorumArithmetic>[0]) =>
  checkQuorumArithmetic(events, { quorumOf: () => 2 });
const inEpoch = (owners: readonly number[], target?: readonly number[]) =>
  noted(1, {
    ...{ kind: 'epoch-adopted', epoch: 2, owners: owners.map(nodeId) },
    ...(target === undefined ? {} : { target: target.map(nodeId) }),
  });
const votes = [judged(0, 'put a', 1, '5@n1'), judged(0, 'put a', 2, '5@n1')];
expectAll('quorum arithmetic', quorum, [
  { claim: 'two replicas of two', events: [written(0, 'put a', '5@n1')], says: 'holds' },
  {
    claim: 'one replica',
    events: [asked(0, 'put a'), votes.slice(1), decided(0, 'put a', '5@n1'), replied(0, 'ok')],
    says: { broken: 'a write without a quorum' },
  },
  {
    claim: 'one replica, the only owner of the ring',
    events: [inEpoch([1]), asked(0, 'put a'), votes.slice(0, 1), decided(0, 'put a', '5@n1')],
    says: 'holds',
  },
  {
    claim: 'one replica, the only owner of a ring that is about to grow',
    events: [inEpoch([1], [1, 2]), asked(0, 'put a'), votes.slice(0, 1), decided(0, 'put a', '5@n1')],
    says: { broken: 'a write without a quorum' },
  },
  {
    claim: 'one replica, and a keeper for a sloppy write',
    events: [sloppy(asked(0, 'put a')), votes.slice(1), decided(0, 'put a', '5@n1'), replied(0, 'ok')],
    says: 'holds',
  },
  {
    claim: 'one replica that spoke twice',
    events: [asked(0, 'put a'), votes.slice(1), votes.slice(1), decided(0, 'put a', '5@n1')],
    says: { broken: 'a write without a quorum' },
  },
  {
    claim: 'a replica that spoke too late',
    events: [asked(0, 'put a'), votes.slice(1), decided(0, 'put a', '5@n1'), votes],
    says: { broken: 'a write without a quorum' },
  },
  {
    claim: 'a replica that took an earlier version of the same write',
    events: [asked(0, 'put a'), judged(0, 'put a', 1, '4@n1'), votes.slice(1), decided(0, 'put a', '5@n1')],
    says: { broken: 'a write without a quorum' },
  },
  {
    claim: 'a replica that refused',
    events: [
      asked(0, 'put a'),
      judged(0, 'put a', 1, '5@n1', false),
      votes.slice(1),
      decided(0, 'put a', '5@n1'),
    ],
    says: { broken: 'a write without a quorum' },
  },
  {
    claim: 'a node that is no replica',
    events: [asked(0, 'put a'), votes, decided(0, 'put a', '5@n1', { replicas: [2, 3, 4] })],
    says: { broken: 'a vote of a node that is no replica' },
  },
  {
    claim: 'ok out of nowhere',
    events: [asked(0, 'put a'), votes, replied(0, 'ok')],
    says: { broken: 'ok without a decision' },
  },
  {
    claim: 'failing needs nobody',
    events: [asked(0, 'put a'), replied(0, 'failed unavailable')],
    says: 'holds',
  },
  {
    claim: 'a read of two replicas, one of which knew',
    events: [
      asked(0, 'read'),
      judged(0, 'read', 1, undefined, false),
      judged(0, 'read a', 2),
      decided(0, 'read a', '5@n1'),
    ],
    says: 'holds',
  },
  {
    claim: 'a read of one replica',
    events: [asked(0, 'read'), judged(0, 'read a', 2), decided(0, 'read a', '5@n1')],
    says: { broken: 'a read without a quorum' },
  },
  {
    claim: 'a read of what no replica told',
    events: [asked(0, 'read'), judged(0, 'read b', 1), judged(0, 'read b', 2), decided(0, 'read a', '5@n1')],
    says: { broken: 'a read of what no replica told' },
  },
]);

expectAll('unique versions', checkUniqueVersions, [
  {
    claim: 'each write its own',
    events: [written(0, 'put a', '5@n1'), written(1, 'put b', '6@n1'), agreed('b 6@n1')],
    says: 'holds',
  },
  {
    claim: 'equal counters of two writers are two versions',
    events: [written(0, 'put a', '5@n1'), asked(1, 'put b', 2), judged(1, 'put b', 1, '5@n2')],
    says: 'holds',
  },
  {
    claim: 'a repeated write has more than one',
    events: [asked(0, 'put a'), judged(0, 'put a', 1, '5@n1'), judged(0, 'put a', 1, '6@n1')],
    says: 'holds',
  },
  {
    claim: 'two writes share one',
    events: [
      asked(0, 'put a'),
      asked(1, 'put b'),
      judged(0, 'put a', 1, '5@n1'),
      judged(1, 'put b', 2, '5@n1'),
    ],
    says: { broken: 'two writes under one version' },
  },
  {
    claim: 'one version has two values in the notes',
    events: [asked(0, 'put a'), judged(0, 'put a', 1, '5@n1'), judged(0, 'put b', 2, '5@n1')],
    says: { broken: 'two values under one version' },
  },
  {
    claim: 'one version has two values at the end',
    events: [surveyed(1, [held('a 5@n1')]), surveyed(2, [held('b 5@n1')])],
    says: { broken: 'two values under one version' },
  },
  {
    claim: 'a coordinator goes backwards',
    events: [written(0, 'put a', '6@n1'), written(1, 'put b', '5@n1')],
    says: { broken: 'versions of one coordinator that do not grow' },
  },
  {
    claim: 'writes under way together may be decided in any order',
    events: [asked(0, 'put a'), asked(1, 'put b'), decided(1, 'put b', '6@n1'), decided(0, 'put a', '5@n1')],
    says: 'holds',
  },
  {
    claim: 'another life begins anew',
    events: [written(0, 'put a', '6@n1'), written(1, 'put b', '5@n1.2')],
    says: 'holds',
  },
  {
    claim: 'a version in the name of another node',
    events: [asked(0, 'put a', 1), decided(0, 'put a', '5@n2')],
    says: { broken: 'a version in the name of another node' },
  },
]);

expectAll('no fabricated record', checkNoFabricatedRecord, [
  { claim: 'what was written', events: [written(0, 'put a', '5@n1'), agreed('a 5@n1')], says: 'holds' },
  { claim: 'a deletion', events: [written(0, 'delete', '5@n1'), agreed('- 5@n1')], says: 'holds' },
  {
    claim: 'what a node that crashed may have written without a word',
    events: [asked(0, 'put a'), agreed('a 5@n1')],
    says: 'holds',
  },
  {
    claim: 'what nobody asked for',
    events: [agreed('a 5@n1')],
    says: { broken: 'a record that nobody wrote' },
  },
  {
    claim: 'a deletion that nobody asked for',
    events: [written(0, 'put a', '5@n1'), agreed('- 6@n1')],
    says: { broken: 'a record that nobody wrote' },
  },
  {
    claim: "another write's value under this one's version",
    events: [written(0, 'put a', '5@n1'), written(1, 'put b', '6@n1'), agreed('a 6@n1')],
    says: { broken: 'a record that nobody wrote' },
  },
  {
    claim: 'what was answered as failed',
    events: [asked(0, 'create a'), replied(0, 'failed exists'), agreed('a 5@n1')],
    says: { broken: 'a record of a write that failed' },
  },
  {
    claim: 'what failed once and was asked for again',
    events: [
      asked(0, 'put a'),
      replied(0, 'failed unavailable'),
      written(1, 'put a', '5@n1'),
      agreed('a 5@n1'),
    ],
    says: 'holds',
  },
]);
