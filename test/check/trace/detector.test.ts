import test from 'ava';
import { checkDetectorAccuracy } from '../../../src/check/trace/detector-accuracy.ts';
import { checkDetectorCompleteness } from '../../../src/check/trace/detector-completeness.ts';
import { checkMinimalMovement } from '../../../src/check/trace/minimal-movement.ts';
import { nodeId } from '../../../src/core/ids.ts';
import { tick } from '../../../src/core/time.ts';
import type { RareEvent } from '../../../src/trace/event.ts';
import { expectAll } from './expect.ts';
import { at, bookOf, noted } from './told.ts';
import { group, healed, host, member } from './told-hosts.ts';
import { asked, decided, judged } from './told-operations.ts';
import { surveyed } from './told-surveys.ts';

const end = (when: number) => at(when, surveyed(1, []));
const removals = (when: number, ...by: readonly number[]) =>
  at(
    when,
    by.flatMap((node) => member('member-removed', node, 3)),
  );
const crash3 = [...group(1, 2, 3), ...at(100, host('host-crashed', 3))];

const completeness = (book: Parameters<typeof checkDetectorCompleteness>[0]) =>
  checkDetectorCompleteness(book, { withinTicks: 50 });
expectAll('detector completeness', completeness, [
  { claim: 'everybody removed it', events: [crash3, removals(130, 1, 2), end(200)], says: 'holds' },
  {
    claim: 'one node did not',
    events: [crash3, removals(130, 1), end(200)],
    says: { broken: 'a dead node that is still a member' },
  },
  {
    claim: 'one node removed it and took it back',
    events: [crash3, removals(130, 1, 2), at(140, member('member-joined', 2, 3)), end(200)],
    says: { broken: 'a dead node that is still a member' },
  },
  {
    claim: 'one node removed it only when it was back',
    events: [crash3, removals(130, 1), at(160, host('host-started', 3)), removals(170, 2), end(200)],
    says: { broken: 'a dead node that is still a member' },
  },
  { claim: 'a node that was down too short obliges nobody', events: [crash3, end(140)], says: 'undecided' },
  {
    claim: 'a node that came back in time obliges nobody',
    events: [crash3, at(140, host('host-started', 3)), end(200)],
    says: 'undecided',
  },
  {
    claim: 'a node that was paused meanwhile is excused',
    events: [
      crash3,
      at(120, host('host-paused', 2)),
      removals(130, 1),
      at(190, host('host-resumed', 2)),
      end(200),
    ],
    says: 'holds',
  },
  {
    claim: 'a node that started meanwhile is excused',
    events: [
      crash3,
      at(120, host('host-started', 4), member('member-joined', 4, 3)),
      removals(130, 1, 2),
      end(200),
    ],
    says: 'holds',
  },
  {
    claim: 'a node that crashed meanwhile is excused',
    events: [crash3, removals(130, 1), at(140, host('host-crashed', 2)), end(180)],
    says: 'holds',
  },
  {
    claim: 'a node that never knew it is excused',
    events: [host('host-started', 1, 2, 3), at(100, host('host-crashed', 3)), end(200)],
    says: 'holds',
  },
  {
    claim: 'a node that comes back as somebody else stays dead as itself',
    events: [crash3, at(110, host('host-started', 6)), removals(130, 1), end(200)],
    says: { broken: 'a dead node that is still a member' },
  },
]);

test('detector completeness: tells how long removals took', (t) => {
  const book = bookOf(crash3, removals(130, 1), removals(145, 2), end(200));
  t.is(completeness(book).seen, '2 removals, at most 45 ticks, median 30');
});

const wrong = { broken: 'a live and reachable node was removed' };
const accuracy = (book: Parameters<typeof checkDetectorAccuracy>[0]) =>
  checkDetectorAccuracy(book, { lookBackTicks: 50 });
const installed = (name: string): RareEvent => ({ kind: 'fault-installed', tick: tick(0), fault: 7, name });
const gone: RareEvent = { kind: 'fault-removed', tick: tick(0), fault: 7 };
const clock = (node: number, fault: string): RareEvent => ({
  ...{ kind: 'clock-changed', tick: tick(0), node: nodeId(node), fault },
});
const slow = (byTicks: number): RareEvent => ({
  kind: 'host-slowed',
  tick: tick(0),
  node: nodeId(3),
  byTicks,
});
const loss = (numerator: number): RareEvent => ({
  ...{ kind: 'loss-changed', tick: tick(0), loss: { numerator, denominator: 10 } },
});
expectAll('detector accuracy', accuracy, [
  { claim: 'nobody was removed', events: [group(1, 2, 3)], says: 'holds' },
  { claim: 'a dead node was removed', events: [crash3, removals(130, 1)], says: 'holds' },
  { claim: 'a live node was removed', events: [group(1, 2, 3), removals(130, 1)], says: wrong },
  {
    claim: 'a node that came back long ago',
    events: [crash3, at(110, host('host-started', 3)), removals(180, 1)],
    says: wrong,
  },
  {
    claim: 'a node that came back just now',
    events: [crash3, at(110, host('host-started', 3)), removals(130, 1)],
    says: 'holds',
  },
  {
    claim: 'a paused node',
    events: [group(1, 2, 3), at(100, host('host-paused', 3)), removals(130, 1)],
    says: 'holds',
  },
  {
    claim: 'by a node that was paused',
    events: [
      group(1, 2, 3),
      at(90, host('host-paused', 1)),
      at(130, host('host-resumed', 1)),
      removals(130, 1),
    ],
    says: 'holds',
  },
  {
    claim: 'by a node that was paused long ago',
    events: [
      group(1, 2, 3),
      at(10, host('host-paused', 1)),
      at(30, host('host-resumed', 1)),
      removals(130, 1),
    ],
    says: wrong,
  },
  {
    claim: 'while another node was paused',
    events: [group(1, 2, 3), at(100, host('host-paused', 2)), removals(130, 1)],
    says: wrong,
  },
  {
    claim: 'while packets were lost',
    events: [group(1, 2, 3), at(90, loss(1)), removals(130, 1)],
    says: 'holds',
  },
  {
    claim: 'when packets were lost long ago',
    events: [group(1, 2, 3), at(50, loss(1)), at(70, loss(0)), removals(130, 1)],
    says: wrong,
  },
  {
    claim: 'within a partition',
    events: [group(1, 2, 3), at(90, installed('partition')), removals(130, 1)],
    says: 'holds',
  },
  {
    claim: 'while packets came twice',
    events: [group(1, 2, 3), at(90, installed('duplicate')), removals(130, 1)],
    says: wrong,
  },
  {
    claim: 'long after a partition',
    events: [group(1, 2, 3), at(10, installed('partition')), at(50, gone), removals(130, 1)],
    says: wrong,
  },
  {
    claim: 'long after the healing',
    events: [group(1, 2, 3), at(10, installed('partition'), slow(5)), at(50, healed), removals(130, 1)],
    says: wrong,
  },
  { claim: 'a slow node', events: [group(1, 2, 3), at(10, slow(5)), removals(130, 1)], says: 'holds' },
  {
    claim: 'a node that was slow long ago',
    events: [group(1, 2, 3), at(10, slow(5)), at(20, slow(0)), removals(130, 1)],
    says: wrong,
  },
  {
    claim: 'a clock that drifts',
    events: [group(1, 2, 3), at(10, clock(1, 'drift')), removals(130, 1)],
    says: 'holds',
  },
  {
    claim: 'a clock that jumped long ago',
    events: [group(1, 2, 3), at(10, clock(1, 'step')), removals(130, 1)],
    says: wrong,
  },
  {
    claim: 'a clock that was set right just now',
    events: [group(1, 2, 3), at(10, clock(1, 'step')), at(120, clock(1, 'sound')), removals(130, 1)],
    says: 'holds',
  },
  {
    claim: 'a clock that was right before it was set right',
    events: [group(1, 2, 3), at(120, clock(1, 'sound')), removals(130, 1)],
    says: wrong,
  },
]);

test('detector accuracy: who knows the links may refuse an excuse', (t) => {
  const book = bookOf(group(1, 2, 3), at(90, installed('partition')), removals(130, 1));
  const excuses = () => false;
  t.is(checkDetectorAccuracy(book, { lookBackTicks: 50, excuses }).verdict.kind, 'broken');
});

/** Every key lies at the first two members. */
const listsOf = (members: readonly number[]) => () => members.slice(0, 2);
const sent = (node: number, target: number, records: number) =>
  noted(node, { kind: 'records-sent', target: nodeId(target), records });
const write = [
  asked(0, 'put a'),
  judged(0, 'put a', 1, '5@n1'),
  judged(0, 'put a', 2, '5@n1'),
  decided(0, 'put a', '5@n1', { replicas: [1, 2] }),
];
const crash2 = [
  ...at(100, host('host-crashed', 2)),
  ...at(130, member('member-removed', 1, 2), member('member-removed', 3, 2)),
];
expectAll('minimal movement', (book) => checkMinimalMovement(book, { listsOf }), [
  {
    claim: 'one record for the newcomer',
    events: [group(1, 2, 3), write, crash2, at(140, sent(1, 3, 1))],
    says: 'holds',
  },
  {
    claim: 'the same record twice',
    events: [group(1, 2, 3), write, crash2, at(140, sent(1, 3, 1)), at(141, sent(1, 3, 1))],
    says: { broken: 'more records sent than needed' },
  },
  {
    claim: 'a record between survivors',
    events: [group(1, 2, 3), write, at(140, sent(1, 2, 1))],
    says: { broken: 'more records sent than needed' },
  },
  { claim: 'nothing to move', events: [group(1, 2, 3), write], says: 'undecided' },
  {
    claim: 'a replica that missed the write',
    events: [group(1, 2, 3), write.filter((_, i) => i !== 2), at(140, sent(1, 2, 1))],
    says: 'holds',
  },
  {
    claim: 'a replica whose write was under way',
    events: [group(1, 2, 3), write.slice(0, 2), sent(1, 2, 1), write.slice(2)],
    says: 'holds',
  },
  {
    claim: 'a node that boots owns nothing yet',
    events: [group(1, 2, 3), write, at(50, host('host-started', 4)), at(60, sent(1, 4, 1))],
    says: { broken: 'more records sent than needed' },
  },
]);
