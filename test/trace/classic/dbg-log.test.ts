import test from 'ava';
import type { Key } from '../../../src/core/ids.ts';
import { nodeId, requestId } from '../../../src/core/ids.ts';
import type { Note } from '../../../src/core/note.ts';
import type { Operation, Verb } from '../../../src/core/operation.ts';
import { tick } from '../../../src/core/time.ts';
import { DbgLog } from '../../../src/trace/classic/dbg-log.ts';
import { readLog } from '../../../src/trace/classic/read-log.ts';
import type { RareEvent } from '../../../src/trace/event.ts';

const k = 'k' as Key;

function textOf(events: readonly RareEvent[]): string {
  let text = '';
  const log = new DbgLog((chunk) => {
    text += chunk;
  });
  for (const event of events) log.add(event);
  log.end();
  return text;
}

function linesOf(...events: readonly RareEvent[]): readonly string[] {
  return textOf(events).split('\n').slice(1, -1);
}

function noted(note: Note, at = 101): RareEvent {
  return { kind: 'noted', tick: tick(at), node: nodeId(3), note };
}

function requested(operation: Operation, expected: string | null): RareEvent {
  return { kind: 'requested', tick: tick(150), node: nodeId(3), request: requestId(7), operation, expected };
}

function result(
  kind: 'operation-judged' | 'operation-decided',
  verb: Verb,
  success: boolean,
  value: string | null,
): RareEvent {
  return noted({ kind, request: requestId(7), verb, success, key: k, value });
}

test('the first line is 131, with a line end of its own', (t) => {
  t.is(textOf([]), '131\n');
});

test('a host says APP twice, and every record has one leading blank and one line', (t) => {
  t.is(
    textOf([{ kind: 'host-created', tick: tick(0), node: nodeId(12) }]),
    '131\n 12.0.0.0:0 [0] APP\n 12.0.0.0:0 [0] APP MP2\n',
  );
});

const member = nodeId(2);
const STATES: readonly (readonly [RareEvent, string])[] = [
  [noted({ kind: 'group-started' }, 0), ' 3.0.0.0:0 [0] Starting up group...'],
  [noted({ kind: 'join-requested', introducer: nodeId(1) }, 0), ' 3.0.0.0:0 [0] Trying to join...'],
  [noted({ kind: 'member-joined', member }, 1), ' 3.0.0.0:0 [1] Node 2.0.0.0:0 joined at time 1'],
  [noted({ kind: 'member-removed', member }, 121), ' 3.0.0.0:0 [121] Node 2.0.0.0:0 removed at time 121'],
  [{ kind: 'host-crashed', tick: tick(100), node: nodeId(3) }, ' 3.0.0.0:0 [100] Node failed at time=100'],
];

for (const [event, line] of STATES) {
  test(`the log says “${line}”`, (t) => {
    t.deepEqual(linesOf(event), [line]);
  });
}

const OPERATIONS: readonly (readonly [Operation, string | null, string])[] = [
  [{ kind: 'create', key: k, value: 'v' }, 'v', 'CREATE OPERATION KEY: k VALUE: v at time: 150'],
  [{ kind: 'read', key: k }, 'v', 'READ OPERATION KEY: k VALUE: v at time: 150'],
  [{ kind: 'update', key: k, value: 'v' }, 'v', 'UPDATE OPERATION KEY: k VALUE: v at time: 150'],
  [{ kind: 'delete', key: k }, 'v', 'DELETE OPERATION KEY: k VALUE: v at time: 150'],
  [{ kind: 'read', key: 'invalidKey' as Key }, null, 'READ OPERATION KEY: invalidKey at time: 150'],
  [{ kind: 'delete', key: 'invalidKey' as Key }, null, 'DELETE OPERATION KEY: invalidKey at time: 150'],
  [
    { kind: 'update', key: 'invalidKey' as Key, value: 'invalidValue' },
    'invalidValue',
    'UPDATE OPERATION KEY: invalidKey VALUE: invalidValue at time: 150',
  ],
];

for (const [operation, expected, text] of OPERATIONS) {
  test(`a client's request says “${text}”`, (t) => {
    t.deepEqual(linesOf(requested(operation, expected)), [` 3.0.0.0:0 [150] ${text}`]);
  });
}

const RESULTS: readonly (readonly [Verb, boolean, string | null, string])[] = [
  ['create', true, 'v', 'create success at time 101, transID=7, key=k, value=v'],
  ['create', false, 'v', 'create fail at time 101, transID=7, key=k, value=v'],
  ['read', true, 'v', 'read success at time 101, transID=7, key=k, value=v'],
  ['read', false, null, 'read fail at time 101, transID=7, key=k'],
  // A read that found a value but could not bring it to a quorum in time.
  ['read', false, 'v', 'read fail at time 101, transID=7, key=k'],
  ['update', true, 'v', 'update success at time 101, transID=7, key=k, value=v'],
  ['update', false, 'v', 'update fail at time 101, transID=7, key=k, value=v'],
  ['delete', true, null, 'delete success at time 101, transID=7, key=k'],
  ['delete', false, null, 'delete fail at time 101, transID=7, key=k'],
];

for (const [verb, success, value, text] of RESULTS) {
  test(`replica and coordinator say “${text}”${value === 'v' && !success ? ', having a value' : ''}`, (t) => {
    t.deepEqual(
      linesOf(
        result('operation-judged', verb, success, value),
        result('operation-decided', verb, success, value),
      ),
      [` 3.0.0.0:0 [101] server: ${text}`, ` 3.0.0.0:0 [101] coordinator: ${text}`],
    );
  });
}

test('what the classic log does not know leaves no line', (t) => {
  const silent: readonly RareEvent[] = [
    { kind: 'host-started', tick: tick(1), node: nodeId(1) },
    { kind: 'loss-changed', tick: tick(50), loss: { numerator: 1, denominator: 10 } },
    { kind: 'act-skipped', tick: tick(50), act: 'fail nodes', reason: 'nobody left' },
    {
      kind: 'replied',
      tick: tick(50),
      node: nodeId(1),
      request: requestId(0),
      outcome: { kind: 'ok', value: null },
    },
    noted({ kind: 'member-suspected', member }),
    noted({ kind: 'member-cleared', member }),
    noted({ kind: 'records-sent', target: member, records: 3 }),
    noted({ kind: 'record-dropped', key: k }),
  ];
  t.is(textOf(silent), '131\n');
});

function joinsLogged(nodes: number): readonly number[] {
  const events: RareEvent[] = [];
  for (let node = 1; node <= nodes; node += 1)
    events.push({ kind: 'host-created', tick: tick(0), node: nodeId(node) });
  for (const node of [1, 2]) {
    const note: Note = { kind: 'member-joined', member: nodeId(5) };
    events.push({ kind: 'noted', tick: tick(1), node: nodeId(node), note });
  }
  return readLog(textOf(events))
    .records.filter(({ kind }) => kind === 'joined')
    .map(({ node }) => node);
}

test('up to 1 000 nodes everybody logs joins, above only the introducer', (t) => {
  t.deepEqual(joinsLogged(1000), [1, 2]);
  t.deepEqual(joinsLogged(1001), [1]);
});

test('a long log comes in chunks that are whole lines', (t) => {
  const chunks: string[] = [];
  const log = new DbgLog((chunk) => chunks.push(chunk));
  for (let i = 0; i < 5000; i += 1) log.add(noted({ kind: 'member-removed', member }, i));
  log.end();
  t.true(chunks.length > 2);
  t.true(chunks.every((chunk) => chunk.endsWith('\n')));
  t.is(readLog(chunks.join('')).records.length, 5000);
});
