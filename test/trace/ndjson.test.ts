import test from 'ava';
import type { Key } from '../../src/core/ids.ts';
import { nodeId, requestId } from '../../src/core/ids.ts';
import { makeRoll, UNTOLD } from '../../src/core/membership/heartbeat-list.ts';
import type { Message } from '../../src/core/message.ts';
import { tick } from '../../src/core/time.ts';
import { instanceOf, purposeOf, timer } from '../../src/core/timer.ts';
import type { TraceEvent } from '../../src/trace/event.ts';
import { formatEventLine } from '../../src/trace/ndjson.ts';

const one = { tick: tick(1), node: nodeId(2) };
const to = nodeId(3);
const key = 'k' as Key;
const version = { counter: 5, writer: nodeId(2), incarnation: 1 };
const record = { key, version, value: 'v' };

function lineOf(event: TraceEvent): string {
  return formatEventLine(event, { purposeOf, instanceOf });
}

const EVENTS: readonly (readonly [TraceEvent, string])[] = [
  [{ kind: 'host-created', ...one }, '{"kind":"host-created","tick":1,"node":2}'],
  [
    { kind: 'loss-changed', tick: tick(50), loss: { numerator: 1, denominator: 10 } },
    '{"kind":"loss-changed","tick":50,"loss":[1,10]}',
  ],
  [
    { kind: 'noted', ...one, note: { kind: 'member-joined', member: to } },
    '{"kind":"noted","tick":1,"node":2,"note":{"kind":"member-joined","member":3}}',
  ],
  [
    {
      ...{ kind: 'requested', ...one, request: requestId(7) },
      ...{ operation: { kind: 'read', key }, expected: null },
    },
    '{"kind":"requested","tick":1,"node":2,"request":7,"operation":{"kind":"read","key":"k"},"expected":null}',
  ],
  [
    { kind: 'replied', ...one, request: requestId(7), outcome: { kind: 'failed', reason: 'not-found' } },
    '{"kind":"replied","tick":1,"node":2,"request":7,"outcome":{"kind":"failed","reason":"not-found"}}',
  ],
  [
    { kind: 'act-skipped', tick: tick(1), act: 'fail', reason: 'nobody' },
    '{"kind":"act-skipped","tick":1,"act":"fail","reason":"nobody"}',
  ],
  [
    { kind: 'elapsed', ...one, timer: timer('operation', 7) },
    '{"kind":"elapsed","tick":1,"node":2,"timer":"operation","instance":7}',
  ],
  [{ kind: 'appended', ...one, index: 4 }, '{"kind":"appended","tick":1,"node":2,"index":4}'],
];

for (const [event, line] of EVENTS) {
  test(`the trace says ${line}`, (t) => {
    t.is(lineOf(event), line);
  });
}

/** Nodes 1 and 2, heard of 0 and 3 ticks ago; of node 3 there is no news. */
const members = {
  roll: makeRoll(Int32Array.of(1, 2, 3), Int32Array.of(1, 1, 1)),
  at: tick(20),
  words: Int32Array.of(9, 8, UNTOLD, 20, 17, 0),
  start: 0,
};

const MESSAGES: readonly (readonly [Message, string])[] = [
  [{ kind: 'join', incarnation: 1, beat: 2 }, '{"kind":"join","incarnation":1,"beat":2}'],
  [{ kind: 'gossip', members }, '{"kind":"gossip","members":[[1,1,9,0],[2,1,8,3]]}'],
  [
    { kind: 'fetched', request: requestId(7), record },
    '{"kind":"fetched","request":7,"record":{"key":"k","version":{"counter":5,"writer":2,"incarnation":1},"value":"v"}}',
  ],
  [
    { kind: 'replicated', request: requestId(7), judgement: 'absent', version: undefined },
    '{"kind":"replicated","request":7,"judgement":"absent","version":null}',
  ],
  [{ kind: 'store', request: requestId(7), records: [] }, '{"kind":"store","request":7,"records":[]}'],
  [
    { kind: 'offer', entries: [{ key, version }] },
    '{"kind":"offer","entries":[{"key":"k","version":{"counter":5,"writer":2,"incarnation":1}}]}',
  ],
];

for (const [message, text] of MESSAGES) {
  test(`a packet carries ${text}`, (t) => {
    t.is(
      lineOf({ kind: 'received', ...one, from: to, message }),
      `{"kind":"received","tick":1,"node":2,"from":3,"message":${text}}`,
    );
    t.is(
      lineOf({ kind: 'dropped', ...one, to, message, reason: 'loss' }),
      `{"kind":"dropped","tick":1,"node":2,"to":3,"reason":"loss","message":${text}}`,
    );
  });
}

test('the order in which an event was built does not show', (t) => {
  const event: TraceEvent = { message: { beat: 2, incarnation: 1, kind: 'join' }, to, ...one, kind: 'sent' };
  t.is(
    lineOf(event),
    '{"kind":"sent","tick":1,"node":2,"to":3,"message":{"kind":"join","incarnation":1,"beat":2}}',
  );
});
