import test from 'ava';
import fc from 'fast-check';
import type { LogRecord } from '../../../src/trace/classic/log-record.ts';
import { LogReader, readLog } from '../../../src/trace/classic/read-log.ts';

const at = { node: 3, tick: 150 };
const LINES: readonly (readonly [string, LogRecord])[] = [
  ['APP', { kind: 'app', ...at }],
  ['APP MP2', { kind: 'app-store', ...at }],
  ['Starting up group...', { kind: 'group-started', ...at }],
  ['Trying to join...', { kind: 'join-requested', ...at }],
  ['Node 2.0.0.0:0 joined at time 150', { kind: 'joined', ...at, member: 2 }],
  ['Node 2.0.0.0:0 removed at time 150', { kind: 'removed', ...at, member: 2 }],
  ['Node failed at time=150', { kind: 'failed', ...at }],
  [
    'CREATE OPERATION KEY: k VALUE: v at time: 150',
    { kind: 'operation', ...at, verb: 'create', key: 'k', value: 'v' },
  ],
  [
    'DELETE OPERATION KEY: k VALUE: v w at time: 150',
    { kind: 'operation', ...at, verb: 'delete', key: 'k', value: 'v w' },
  ],
  [
    'READ OPERATION KEY: invalidKey at time: 150',
    { kind: 'operation', ...at, verb: 'read', key: 'invalidKey', value: null },
  ],
  [
    'UPDATE OPERATION KEY: invalidKey VALUE: invalidValue at time: 150',
    { kind: 'operation', ...at, verb: 'update', key: 'invalidKey', value: 'invalidValue' },
  ],
  [
    'server: read success at time 150, transID=104, key=k, value=v, value=w',
    {
      ...{ kind: 'server', ...at, verb: 'read', success: true, transId: 104 },
      ...{ key: 'k', value: 'v, value=w' },
    },
  ],
  [
    'coordinator: delete fail at time 150, transID=0, key=k',
    { kind: 'coordinator', ...at, verb: 'delete', success: false, transId: 0, key: 'k', value: null },
  ],
];

for (const [text, record] of LINES) {
  test(`“${text}” is understood`, (t) => {
    t.deepEqual(readLog(`131\n 3.0.0.0:0 [150] ${text}\n`), { records: [record], unknown: 0 });
  });
}

const app: LogRecord = { kind: 'app', node: 3, tick: 0 };
const join: LogRecord = { kind: 'join-requested', node: 3, tick: 0 };
const TOLERATED: readonly (readonly [string, string])[] = [
  ['the house format', '131\n 3.0.0.0:0 [0] APP\n 3.0.0.0:0 [0] Trying to join...\n'],
  ['a log without its header', ' 3.0.0.0:0 [0] APP\n 3.0.0.0:0 [0] Trying to join...\n'],
  ['a log without leading blanks', '131\n3.0.0.0:0 [0] APP\n3.0.0.0:0 [0] Trying to join...\n'],
  ['carriage returns', '131\r\n 3.0.0.0:0 [0] APP\r\n 3.0.0.0:0 [0] Trying to join...\r\n'],
  ['blank lines', '\n131\n\n 3.0.0.0:0 [0] APP\n \n\n 3.0.0.0:0 [0] Trying to join...\n\n'],
  ['a last line without its end', '131\n\n 3.0.0.0:0 [0] APP\n 3.0.0.0:0 [0] Trying to join...'],
  ['trailing blanks', '131 \n 3.0.0.0:0 [0] APP  \n 3.0.0.0:0 [0] Trying to join...\t\n'],
  ['a byte order mark', '\uFEFF131\n 3.0.0.0:0 [0] APP\n 3.0.0.0:0 [0] Trying to join...\n'],
];

for (const [what, text] of TOLERATED) {
  test(`${what} reads like any other log`, (t) => {
    t.deepEqual(readLog(text), { records: [app, join], unknown: 0 });
  });
}

const UNKNOWN = [
  ' 3.0.0.0:0 [0] Received a message',
  ' 3.0.0:0 [0] APP',
  ' 0.0.0.0:0 [0] APP',
  ' 3.0.0.0:0 0 APP',
  ' 3.0.0.0:0 [x] APP',
  ' 3.0.0.0:0 [5] Node 2.0.0.0:0 removed at time 6',
  ' 3.0.0.0:0 [5] Node 2.0.0.0:0 removed at time 55',
  ' 3.0.0.0:0 [5] Node 2.0.0.0:0 left at time 5',
  ' 3.0.0.0:0 [5] Node failed at time=6',
  ' 3.0.0.0:0 [5] READ OPERATION KEY: k at time: 6',
  ' 3.0.0.0:0 [5] server: read success at time 5',
  ' 3.0.0.0:0 [5] server: read maybe at time 5, transID=0, key=k',
  ' 3.0.0.0:0 [5] server: scan success at time 5, transID=0, key=k',
  ' 3.0.0.0:0 [5] #STATSLOG# 12 records',
  '131',
];

test('unknown lines, and lines that name two ticks, are counted and passed over', (t) => {
  const text = ` 3.0.0.0:0 [0] APP\n${UNKNOWN.join('\n')}\n 3.0.0.0:0 [0] Trying to join...\n`;
  t.deepEqual(readLog(text), { records: [app, join], unknown: UNKNOWN.length });
});

test('an empty text has neither records nor unknown lines', (t) => {
  t.deepEqual(readLog(''), { records: [], unknown: 0 });
});

test('numbers above 255 are understood in one place or spread over the bytes, lowest first', (t) => {
  const nodes = readLog(' 300.0.0.0:0 [0] APP\n 44.1.0.0:0 [0] APP\n').records.map(({ node }) => node);
  t.deepEqual(nodes, [300, 300]);
});

test('a text cut anywhere reads like the whole', (t) => {
  const text = `131\r\n${LINES.map(([line]) => ` 3.0.0.0:0 [150] ${line}`).join('\r\n')}\r\nnonsense`;
  const whole = readLog(text);
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 6 }), (cuts) => {
      const records: LogRecord[] = [];
      const reader = new LogReader((record) => records.push(record));
      let from = 0;
      for (const cut of [...cuts.sort((a, b) => a - b), text.length]) {
        reader.feed(text.slice(from, cut));
        from = cut;
      }
      reader.end();
      t.deepEqual(records, whole.records);
      t.is(reader.records, LINES.length);
      t.is(reader.unknown, 1);
    }),
    { seed: 1, numRuns: 50 },
  );
});
