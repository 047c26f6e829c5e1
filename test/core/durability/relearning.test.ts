import test from 'ava';
import { key, nodeId, requestId } from '../../../src/core/ids.ts';
import type { LogEntry } from '../../../src/core/log-entry.ts';
import { PLAIN_SEAT } from '../../../src/core/membership/seat.ts';
import type { Message } from '../../../src/core/message.ts';
import { DRILL } from '../../../src/core/settings.ts';
import { timer } from '../../../src/core/timer.ts';
import type { Version } from '../../../src/core/version.ts';
import { must } from '../../../src/lib/assert.ts';
import { LoneNode } from '../lone-node.ts';
import { sends } from '../recorded-effects.ts';

const PLUM = key('plum');
const RELEARN = timer('relearn');

const at = (counter: number): Version => ({ counter, writer: nodeId(9), incarnation: 1 });

/** Node 1 of three that own every key; its disk has lost what it knew of PLUM, but for a record. */
function amnesiac(): LoneNode {
  const entries: LogEntry[] = [2, 3].map((number) => {
    return { kind: 'member', member: nodeId(number), present: true, seat: PLAIN_SEAT };
  });
  entries.push({ kind: 'put', record: { key: PLUM, version: at(2), value: 'v2' } });
  entries.push({ kind: 'lost', key: PLUM });
  return new LoneNode(1, 1, DRILL, { entries, nextIndex: entries.length });
}

/** The others tell that they hold what it holds, and that they have promised this ballot. */
function tell(node: LoneNode, ballot: number): void {
  for (const from of [2, 3]) {
    node.hear(from, {
      ...{ kind: 'recalled', after: undefined, upTo: undefined, members: [1, 2, 3].map(nodeId) },
      entries: [{ key: PLUM, version: at(2) }],
      promises: [{ key: PLUM, version: at(ballot) }],
    });
  }
  node.synced();
}

/** What it answers to a proposer. */
function answerTo(node: LoneNode, counter: number): Message | undefined {
  const sent = node.hear(2, { kind: 'prepare', request: requestId(1), key: PLUM, ballot: at(counter) });
  return sends([...sent, ...node.synced()])[0]?.message;
}

test('a promise that rotted is taken over from those who promised too, and what is below it is refused', (t) => {
  const node = amnesiac();
  t.is(answerTo(node, 5), undefined);
  tell(node, 9);
  t.is(answerTo(node, 5), undefined);
  const asked = sends(node.elapse(RELEARN)).flatMap(({ message }) =>
    message.kind === 'prepare' ? [message.ballot] : [],
  );
  const ballot = must(asked[0], 'a ballot of its own');
  t.true(ballot.counter > 9);
  const record = { key: PLUM, version: at(2), value: 'v2' };
  node.hear(2, { kind: 'promised', request: undefined, ballot, record });
  node.hear(3, { kind: 'promised', request: undefined, ballot, record });
  t.is(answerTo(node, 5), undefined);
  for (const from of [2, 3]) node.hear(from, { kind: 'accepted', request: undefined, ballot });
  t.like(answerTo(node, 5), { kind: 'promised', higher: at(9) });
});

test('where nothing was promised above what is held, a replica that was told again answers at once', (t) => {
  const node = amnesiac();
  tell(node, 2);
  const answer = answerTo(node, 5);
  t.true(answer?.kind === 'promised' && answer.higher === undefined);
});
