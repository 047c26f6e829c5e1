import { checkAcknowledgedWrites } from '../../../src/check/trace/acknowledged-writes.ts';
import { expectAll } from './expect.ts';
import { asked, decided, judged, replied, sloppy, written } from './told-operations.ts';
import { agreed, held, surveyed } from './told-surveys.ts';

expectAll('acknowledged writes', checkAcknowledgedWrites, [
  {
    claim: 'one that all replicas hold is kept',
    events: [written(0, 'put a', '5@n1'), agreed('a 5@n1')],
    says: 'holds',
  },
  {
    claim: 'one replica is enough',
    events: [written(0, 'put a', '5@n1'), surveyed(1, []), surveyed(2, [held('a 5@n1')])],
    says: 'holds',
  },
  {
    claim: 'nobody holds a sloppy one, of which nothing is promised',
    events: [sloppy(...written(0, 'put a', '5@n1')), surveyed(1, [])],
    says: 'undecided',
  },
  {
    claim: 'nobody holds it',
    events: [written(0, 'put a', '5@n1'), surveyed(1, [])],
    says: { broken: 'lost' },
  },
  {
    claim: 'only somebody holds it who knows himself to be no replica',
    events: [written(0, 'put a', '5@n1'), surveyed(4, [held('a 5@n1')])],
    says: { broken: 'lost' },
  },
  {
    claim: 'an older version is held',
    events: [written(0, 'put b', '4@n2'), written(1, 'put a', '5@n1'), agreed('b 4@n2')],
    says: { broken: 'lost' },
  },
  {
    claim: 'the same version has another value',
    events: [written(0, 'put a', '5@n1'), agreed('b 5@n1')],
    says: { broken: 'changed' },
  },
  {
    claim: 'a later write may take its place',
    events: [written(0, 'put a', '5@n1'), written(1, 'put b', '6@n1'), agreed('b 6@n1')],
    says: 'holds',
  },
  {
    claim: 'a write of unknown fate may take its place',
    events: [
      written(0, 'put a', '5@n1'),
      asked(1, 'put b'),
      judged(1, 'put b', 3, '6@n1'),
      replied(1, 'unknown timeout'),
      agreed('b 6@n1'),
    ],
    says: 'holds',
  },
  {
    claim: 'a concurrent write may take its place',
    events: [
      asked(1, 'put b'),
      written(0, 'put a', '5@n1'),
      decided(1, 'put b', '6@n1'),
      replied(1, 'ok'),
      agreed('b 6@n1'),
    ],
    says: 'holds',
  },
  {
    claim: 'a write that was over before may not, however new its version',
    events: [written(0, 'put a', '9@n1'), written(1, 'put b', '5@n1'), agreed('a 9@n1')],
    says: { broken: 'overwritten by an earlier write' },
  },
  {
    claim: 'the tombstone of a deletion may be gone',
    events: [written(0, 'put a', '5@n1'), written(1, 'delete', '6@n1'), surveyed(1, [])],
    says: 'holds',
  },
  {
    claim: 'a deletion undone is a lost write',
    events: [written(0, 'put a', '5@n1'), written(1, 'delete', '6@n1'), agreed('a 5@n1')],
    says: { broken: 'lost' },
  },
  {
    claim: 'what was not acknowledged may be lost',
    events: [
      written(0, 'put a', '5@n1'),
      asked(1, 'put b'),
      decided(1, 'put b', '6@n1', { success: false }),
      replied(1, 'unknown partial-write'),
      agreed('a 5@n1'),
    ],
    says: 'holds',
  },
  { claim: 'without any there is nothing to say', events: [agreed('a 5@n1')], says: 'undecided' },
  {
    claim: 'without a survey there is nothing to say',
    events: [written(0, 'put a', '5@n1')],
    says: 'undecided',
  },
  {
    claim: 'without a version there is nothing to say',
    events: [asked(0, 'put a'), decided(0, 'put a'), replied(0, 'ok'), agreed('a 5@n1')],
    says: 'undecided',
  },
]);
