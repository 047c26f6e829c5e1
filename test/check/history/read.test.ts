import test from 'ava';
import fc from 'fast-check';
import { HistoryError } from '../../../src/check/history/error.ts';
import type { HistoryEvent } from '../../../src/check/history/event.ts';
import { formatHistoryEvent } from '../../../src/check/history/event.ts';
import type { History } from '../../../src/check/history/history.ts';
import { operationAt } from '../../../src/check/history/history.ts';
import { HistoryReader, readHistory } from '../../../src/check/history/read.ts';
import { drawEvents } from '../../bench/check-load.ts';

test('calls and returns of overlapping processes are paired, in the order of lines', (t) => {
  const history = readHistory(`{"type":"invoke","process":0,"operation":"write","key":"x","value":1,"time":10}
{"type":"invoke","process":"b","operation":"read","key":"x"}
{"type":"ok","process":"b","operation":"read","key":"x","value":null}
{"type":"ok","process":0,"operation":"write","key":"x","value":1}
`);
  t.deepEqual(operations(history), [
    { id: 0, process: 0, verb: 'write', key: 'x', written: 1, outcome: 'ok', call: 0, return: 3 },
    { id: 1, process: 'b', verb: 'read', key: 'x', observed: null, outcome: 'ok', call: 1, return: 2 },
  ]);
});

test('info and the end of the history leave an operation open for ever; fail ends it', (t) => {
  const history = readHistory(`{"type":"invoke","process":0,"operation":"put","key":"x","value":1}
{"type":"info","process":0}
{"type":"invoke","process":1,"operation":"delete","key":"x"}
{"type":"fail","process":1}
{"type":"invoke","process":1,"operation":"get","key":"x"}`);
  const outcomes = operations(history).map(({ outcome, ...rest }) => [outcome, rest.return]);
  t.deepEqual(outcomes, [
    ['unknown', undefined],
    ['failed', 3],
    ['unknown', undefined],
  ]);
});

test('a get that found nothing differs from one that found null', (t) => {
  const history = readHistory(`{"type":"invoke","process":0,"operation":"get","key":"x"}
{"type":"ok","process":0,"operation":"get","key":"x"}
{"type":"invoke","process":0,"operation":"get","key":"x"}
{"type":"ok","process":0,"operation":"get","key":"x","value":null}`);
  t.deepEqual(
    operations(history).map((operation) => operation.observed),
    [undefined, null],
  );
});

test('values are equal as JSON, whatever the order of their members', (t) => {
  const history = readHistory(`{"type":"invoke","process":0,"operation":"cas","value":[{"a":1,"b":[2]},"1"]}
{"type":"ok","process":0,"operation":"cas"}
{"type":"invoke","process":0,"operation":"cas","value":[1,{"b":[2],"a":1}]}`);
  t.is(history.observed[0], history.written[1]);
  t.not(history.written[0], history.observed[1]);
});

test('blank lines, carriage returns, spaces, escapes, unknown members and nemesis lines are read over', (t) => {
  const history = readHistory(`\r
 { "process": 0, "type": "invoke", "f": "write", "value": "a\\n", "node": "n1" }\r
{"type":"info","process":"nemesis","f":"kill"}

{"type":"ok","process":0,"operation":"write","time":17}\r
`);
  t.deepEqual(operations(history), [
    { id: 0, process: 0, verb: 'write', written: 'a\n', outcome: 'ok', call: 0, return: 1 },
  ]);
});

test('whole numbers name keys as well as text does', (t) => {
  t.deepEqual(readHistory('{"type":"invoke","process":0,"operation":"read","key":7}').keys, ['7']);
});

const read = '{"type":"invoke","process":0,"operation":"read"}\n';
const mistakes: readonly { mistake: string; text: string; line: number; says: RegExp }[] = [
  { mistake: 'bad JSON', text: `${read}{"type":"ok"`, line: 2, says: /bad JSON; expected one object/ },
  { mistake: 'a line that is no object', text: '[1]', line: 1, says: /\[1\]; expected a JSON object/ },
  {
    mistake: 'an unknown type',
    text: '{"type":"done","process":0}',
    line: 1,
    says: /unknown type "done"; expected one of invoke, ok, fail, info/,
  },
  {
    mistake: 'an unknown operation',
    text: '{"type":"invoke","process":0,"operation":"swap"}',
    line: 1,
    says: /unknown operation "swap"; expected one of read, write, cas/,
  },
  {
    mistake: 'no operation',
    text: '{"type":"invoke","process":0}',
    line: 1,
    says: /unknown operation nothing/,
  },
  {
    mistake: 'no process',
    text: '{"type":"invoke","operation":"read"}',
    line: 1,
    says: /process nothing; expected a whole number from 0 or a text/,
  },
  {
    mistake: 'a key that is a list',
    text: '{"type":"invoke","process":0,"operation":"read","key":[1]}',
    line: 1,
    says: /key \[1\]; expected a text/,
  },
  {
    mistake: 'a time in words',
    text: '{"type":"invoke","process":0,"operation":"read","time":"now"}',
    line: 1,
    says: /time "now"; expected a number/,
  },
  {
    mistake: 'ok without invoke',
    text: '\n{"type":"ok","process":3,"operation":"read","value":1}',
    line: 2,
    says: /ok of process 3 without an open operation; expected an invoke/,
  },
  {
    mistake: 'two outcomes',
    text: `${read}{"type":"ok","process":0,"value":1}\n{"type":"fail","process":0}`,
    line: 3,
    says: /fail of process 0 without an open operation/,
  },
  {
    mistake: 'a second invoke',
    text: `${read}${read}`,
    line: 2,
    says: /process 0 has an open operation; expected its ok, fail or info first/,
  },
  {
    mistake: 'a process used after info',
    text: `${read}{"type":"info","process":0}\n${read}`,
    line: 3,
    says: /used again after an info.*expected a new process/,
  },
  {
    mistake: 'another operation in the outcome',
    text: `${read}{"type":"ok","process":0,"operation":"write"}`,
    line: 2,
    says: /ok of write; expected read/,
  },
  {
    mistake: 'another key in the outcome',
    text: '{"type":"invoke","process":0,"operation":"read","key":"a"}\n{"type":"ok","process":0,"key":"b","value":1}',
    line: 2,
    says: /key "b"; expected "a"/,
  },
  {
    mistake: 'a missing key',
    text: '{"type":"invoke","process":0,"operation":"read","key":"a"}\n{"type":"invoke","process":1,"operation":"read"}',
    line: 2,
    says: /missing key/,
  },
  {
    mistake: 'a key among none',
    text: `${read}{"type":"invoke","process":1,"operation":"read","key":"a"}`,
    line: 2,
    says: /a key; the lines before have none/,
  },
  {
    mistake: 'a write of nothing',
    text: '{"type":"invoke","process":0,"operation":"write"}',
    line: 1,
    says: /write has no value; expected any JSON value/,
  },
  {
    mistake: 'a read of nothing',
    text: `${read}{"type":"ok","process":0}`,
    line: 2,
    says: /ok of read has no value/,
  },
  {
    mistake: 'a cas of one value',
    text: '{"type":"invoke","process":0,"operation":"cas","value":[1]}',
    line: 1,
    says: /cas of \[1\]; expected \[from, to\]/,
  },
  {
    mistake: 'an append of a number',
    text: '{"type":"invoke","process":0,"operation":"append","key":"x","value":1}',
    line: 1,
    says: /append of 1; expected a text/,
  },
  {
    mistake: 'registers and store mixed',
    text: `${read}{"type":"invoke","process":1,"operation":"put","value":1}`,
    line: 2,
    says: /put in a history of read, write and cas/,
  },
];
for (const { mistake, text, line, says } of mistakes) {
  test(`refused with its line and what is allowed: ${mistake}`, (t) => {
    const error = t.throws(() => readHistory(text), { instanceOf: HistoryError });
    t.is(error.line, line);
    t.regex(error.message, says);
  });
}

test('text cut into pieces anywhere reads as the whole', (t) => {
  const events = drawEvents({ operations: 40, clients: 4, keys: 3, kind: 'register' }, 5);
  const text = [...events].map((event) => `${formatHistoryEvent(event)}\n`).join('');
  const whole = operations(readHistory(text));
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 6 }), (cuts) => {
      const reader = new HistoryReader();
      let from = 0;
      for (const cut of [...cuts.sort((a, b) => a - b), text.length]) {
        reader.push(text.slice(from, cut));
        from = cut;
      }
      t.deepEqual(operations(reader.finish()), whole);
    }),
    { seed: 11, numRuns: 40 },
  );
});

const json = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<NonNullable<HistoryEvent['value']>>;

test('what is formatted is read back, by the fast way as by the JSON parser', (t) => {
  const event = fc.record({
    process: fc.oneof(fc.nat(), fc.string()),
    key: fc.string(),
    value: json,
    time: fc.nat(),
  });
  fc.assert(
    fc.property(event, ({ process, key, value, time }) => {
      if (process === 'nemesis') return;
      const invoke = { type: 'invoke', process, operation: 'write', key, value, time } as const;
      const line = formatHistoryEvent(invoke);
      t.deepEqual(JSON.parse(line), JSON.parse(JSON.stringify(invoke)));
      const fast = operations(readHistory(`${line}\n`));
      t.deepEqual(fast, operations(readHistory(` ${line} \n`)));
      t.is(fast[0]?.process, process);
      t.is(fast[0]?.key, key);
      t.is(JSON.stringify(fast[0]?.written), JSON.stringify(value));
    }),
    { seed: 12, numRuns: 500 },
  );
});

test('a line that the JSON parser refuses is refused though it looks like one of ours', (t) => {
  for (const value of ['01', '1x', '+1', '', 'nul', 'nullx', '"\t"', '1,']) {
    const line = `{"type":"invoke","process":0,"operation":"write","value":${value}}\n`;
    t.throws(() => readHistory(line), { instanceOf: HistoryError }, value);
  }
  t.throws(() => readHistory('{"type":"invoke","process":00,"operation":"read"}\n'), {
    instanceOf: HistoryError,
  });
});

function operations(history: History) {
  return Array.from({ length: history.size }, (_, id) => operationAt(history, id));
}
