import test from 'ava';
import type { ClassicSubject } from '../../../src/check/points/subject.ts';
import type { MadeLog } from './made-logs.ts';
import { createLog, deleteLog, failure, hurtLog } from './made-logs.ts';
import type { Fault } from './planted-faults.ts';
import { assertLost, atEnd, before, change, grade, twice, without } from './planted-faults.ts';

const RIGHT: readonly (readonly [ClassicSubject, MadeLog, readonly number[]])[] = [
  ['create', createLog(10), [3]],
  ['create', createLog(2), [3]],
  ['delete', deleteLog(10), [3, 4]],
  ['delete', deleteLog(2), [3, 4]],
  ['read', hurtLog('read'), [3, 9, 9, 10, 6, 3]],
  ['update', hurtLog('update'), [3, 9, 9, 10, 6, 3]],
];

for (const [subject, log, points] of RIGHT) {
  test(`a ${subject} log as it should be (${log.length} lines) earns ${points.join(' + ')}`, (t) => {
    const table = grade(subject, log);
    t.deepEqual(
      table.rows.map(({ earned }) => earned),
      [...points],
    );
    t.is(table.earned, table.total);
    t.is(table.gradable, table.total);
  });
}

/** Row numbers of READ and UPDATE. */
const [WHOLE, ONE_DOWN, TWO_DOWN, AGAIN, BYSTANDER, INVALID] = [0, 1, 2, 3, 4, 5];

type Planted = readonly (readonly [string, Fault, readonly number[]])[];

/** A line of the operation `transId`, said by `who`. */
function said(who: 'server' | 'coordinator', transId: number): (line: string) => boolean {
  return (line) => line.includes(`${who}: `) && line.includes(`, transID=${transId},`);
}

/** What any answer to any operation can do wrong. */
function answerFaults(transId: number, row: number): Planted {
  const server = said('server', transId);
  const coordinator = said('coordinator', transId);
  return [
    [`a server line of ${transId} is missing`, without(server), [row]],
    [`a server line of ${transId} is said twice`, twice(server), [row]],
    [`a server of ${transId} says the opposite`, opposite(server), [row]],
    [`a server of ${transId} is not of the group`, change(server, /^\d+/, '99'), [row]],
    [`the coordinator line of ${transId} is missing`, without(coordinator), [row]],
    [`the coordinator line of ${transId} is said twice`, twice(coordinator), [row]],
    [`the coordinator of ${transId} says the opposite`, opposite(coordinator), [row]],
    [`another node answers as coordinator of ${transId}`, change(coordinator, /^1\./, '10.'), [row]],
    [`the coordinator of ${transId} answers after 31 ticks`, later(coordinator, 29), [row]],
    [`an answer to ${transId} names another operation`, change(server, 'transID=', 'transID=9'), [row]],
  ];
}

function opposite(which: (line: string) => boolean): Fault {
  return change(which, / (success|fail) /, (result) => (result === ' fail ' ? ' success ' : ' fail '));
}

function later(which: (line: string) => boolean, ticks: number): Fault {
  return change(which, /(?<=\[|time )\d+/g, (tick) => String(Number(tick) + ticks));
}

const PLANTED: readonly (readonly [ClassicSubject, MadeLog, Planted])[] = [
  [
    'create',
    createLog(10),
    [
      ...answerFaults(0, 0),
      ...answerFaults(99, 0),
      ['a create is missing', without('CREATE OPERATION KEY: key42'), [0]],
      ['a key is created twice', change('CREATE OPERATION KEY: key42', 'key42', 'key43'), [0]],
      ['a wrong value is stored', change(said('server', 5), /value=.*/, 'value=other'), [0]],
      [
        'the creates come at another tick',
        (log) => log.map((line) => line.replace(/100$/, '101').replace('[100]', '[101]')),
        [0],
      ],
    ],
  ],
  [
    'delete',
    deleteLog(10),
    [
      ...answerFaults(100, 0),
      ...answerFaults(149, 0),
      ...answerFaults(150, 1),
      ['a delete is missing', without('DELETE OPERATION KEY: key50'), [0, 1]],
      ['invalidKey is not asked for', without('DELETE OPERATION KEY: invalidKey'), [1]],
      ['a delete tells a value', change(said('server', 120), /$/, ', value=value21'), [0]],
    ],
  ],
  ...(['read', 'update'] as const).map((verb): readonly [ClassicSubject, MadeLog, Planted] => [
    verb,
    hurtLog(verb),
    [
      ...answerFaults(100, WHOLE),
      ...answerFaults(101, ONE_DOWN),
      ...answerFaults(102, TWO_DOWN),
      ...answerFaults(103, AGAIN),
      ...answerFaults(104, BYSTANDER),
      ...answerFaults(105, INVALID).filter(([what]) => what !== 'a server line of 105 is missing'),
      [
        'the TERTIARY never fails',
        without('4.0.0.0:0 [175] Node failed'),
        [ONE_DOWN, TWO_DOWN, AGAIN, BYSTANDER, INVALID],
      ],
      ['only one of two fails', without('[225] Node failed'), [TWO_DOWN, AGAIN, BYSTANDER, INVALID]],
      ['the bystander never fails', without('[285] Node failed'), [BYSTANDER, INVALID]],
      [
        'a node fails too early',
        before(`${verb.toUpperCase()} OPERATION`, failure(9, 140)),
        [WHOLE, ONE_DOWN, TWO_DOWN, AGAIN, BYSTANDER, INVALID],
      ],
      ['a failed node answers', change(said('server', 103), /^2/, '4'), [AGAIN]],
      ['the wrong value is found', change(said('coordinator', 103), /value=.*/, 'value=other'), [AGAIN]],
      [
        'the failure at 225 is told by two lines',
        before(
          '[275]',
          `1.0.0.0:0 [260] coordinator: ${verb} fail at time 260, transID=102, key=${verb === 'read' ? 'key00' : 'key01, value=newValue'}`,
        ),
        [TWO_DOWN],
      ],
      [
        'a repair logs as if a client had asked',
        before(
          '[275]',
          '6.0.0.0:0 [250] server: create success at time 250, transID=200, key=key00, value=value0',
        ),
        [TWO_DOWN],
      ],
      [
        'somebody answers for invalidKey unasked',
        atEnd('6.0.0.0:0 [290] server: create fail at time 290, transID=200, key=invalidKey, value=x'),
        [INVALID],
      ],
    ],
  ]),
];

for (const [subject, log, faults] of PLANTED) {
  for (const [what, fault, lost] of faults) {
    test(`${subject}: points are lost where they should be when ${what}`, (t) => {
      assertLost(t, grade(subject, fault(log)), lost);
    });
  }
}

test('from 7 nodes on two or three replicas may refuse invalidKey: the bystander may have been one', (t) => {
  const log = hurtLog('read');
  assertLost(t, grade('read', without(said('server', 105))(log)), []);
  assertLost(t, grade('read', without(said('server', 105))(without(said('server', 105))(log))), [INVALID]);
});

test('a read must expect what was created, and a key that was', (t) => {
  const swap = (from: string, to: string): MadeLog =>
    hurtLog('read').map((line) =>
      line.includes('CREATE') || line.includes('create') ? line.replaceAll(from, to) : line,
    );
  assertLost(t, grade('read', swap('value0', 'value7')), [WHOLE, ONE_DOWN, TWO_DOWN, AGAIN, BYSTANDER]);
  assertLost(t, grade('read', swap('key00', 'key0x')), [WHOLE, ONE_DOWN, TWO_DOWN, AGAIN, BYSTANDER]);
});

/** Which rows of READ a group of N can be graded in. */
const GRADABLE: readonly (readonly [number, readonly number[]])[] = [
  [1, []],
  [2, [WHOLE, INVALID]],
  [3, [WHOLE, ONE_DOWN, INVALID]],
  [4, [WHOLE, ONE_DOWN, TWO_DOWN]],
  [5, [WHOLE, ONE_DOWN, TWO_DOWN, AGAIN, INVALID]],
  [6, [WHOLE, ONE_DOWN, TWO_DOWN, AGAIN, INVALID]],
  [7, [WHOLE, ONE_DOWN, TWO_DOWN, AGAIN, BYSTANDER, INVALID]],
];

for (const [nodes, rows] of GRADABLE) {
  test(`READ in a group of ${nodes} is graded in ${rows.length} of 6 claims`, (t) => {
    const apps = Array.from({ length: nodes }, (_, i) => `${i + 1}.0.0.0:0 [0] APP`);
    const table = grade('read', apps);
    t.deepEqual(
      table.rows.flatMap(({ gradable }, i) => (gradable ? [i] : [])),
      [...rows],
    );
    t.is(table.earned, 0);
    t.is(table.total, 40);
  });
}

test('a claim that cannot be graded says what it needs', (t) => {
  const table = grade('read', ['1.0.0.0:0 [0] APP', '2.0.0.0:0 [0] APP']);
  t.is(table.rows[TWO_DOWN]?.seen, 'needs 4 nodes, the group has 2');
});

test('an empty log earns nothing in the store, where everything could be earned', (t) => {
  t.like(grade('create', []), { total: 3, gradable: 3, earned: 0 });
  t.like(grade('update', []), { total: 40, gradable: 40, earned: 0 });
});

test('what was seen is said in a few words', (t) => {
  t.is(grade('create', createLog(10)).rows[0]?.seen, '100 × 3 server success + 1 coordinator success');
  t.is(
    grade('create', without(said('server', 7))(createLog(10))).rows[0]?.seen,
    'key key07: 2 server success + 1 coordinator success instead of 3 server success + 1 coordinator success',
  );
  t.is(grade('read', hurtLog('read')).rows[TWO_DOWN]?.seen, '1 server success + 1 coordinator fail');
});
