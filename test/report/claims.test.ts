import test from 'ava';
import type { JudgedRow } from '../../src/explore/judge.ts';
import { tellClaims, tellWitnesses } from '../../src/report/terminal/claims.ts';
import { PLAIN } from '../../src/report/terminal/paint.ts';

const version = { counter: 7, writer: 2, incarnation: 1 };
const events: readonly object[] = [
  {
    kind: 'requested',
    tick: 40,
    node: 3,
    request: 5,
    client: 1,
    operation: { kind: 'put', key: 'k1', value: 'v' },
  },
  {
    kind: 'noted',
    tick: 44,
    node: 3,
    note: {
      kind: 'operation-decided',
      request: 5,
      verb: 'put',
      success: true,
      key: 'k1',
      value: 'v',
      version,
      replicas: [3, 1, 2],
    },
  },
  { kind: 'replied', tick: 44, node: 3, request: 5, outcome: { kind: 'ok', value: null } },
  {
    kind: 'surveyed',
    tick: 900,
    node: 1,
    members: [1, 2, 3],
    records: ['k1', 'k2'].map((key) => ({ key, value: null, version, replicas: [] })),
  },
];

const row = (
  checker: string,
  wanted: string,
  verdict: string,
  met: boolean,
  seen: string,
  witness?: object,
) =>
  ({
    checker,
    wanted,
    verdict,
    met,
    seen,
    ...(witness === undefined ? {} : { witness }),
  }) as unknown as JudgedRow;

const ROWS = [
  row('convergence', 'holds', 'holds', true, '2 keys'),
  row('acknowledged-writes', 'holds', 'broken', false, '1 acknowledged write', {
    kind: 'lost',
    why: "'v' for k1 was acknowledged, and is gone",
    events,
  }),
  row('register', 'broken', 'holds', false, '9 operations, linearizable'),
  row('no-resurrection', 'holds', 'undecided', false, 'no key was deleted for good'),
  row('exact-replicas', 'broken', 'broken', true, '2 keys', { kind: 'x', why: 'as claimed', events: [] }),
];

test('a claim is marked by whether it is met, whatever it claims', (t) => {
  t.deepEqual(tellClaims(ROWS, PLAIN), [
    '  ✓  convergence          holds   2 keys',
    '  ✗  acknowledged-writes  holds   broken: 1 acknowledged write',
    '  ✗  register             broken  holds: 9 operations, linearizable',
    '  ?  no-resurrection      holds   undecided: no key was deleted for good',
    '  ✓  exact-replicas       broken  2 keys',
  ]);
});

test('a claim that is not met shows the events that prove it, and one broken as claimed says why', (t) => {
  t.deepEqual(tellWitnesses(ROWS, PLAIN), [
    '',
    "  acknowledged-writes: 'v' for k1 was acknowledged, and is gone",
    '    tick 40    client 1 asks node 3: put k1 = v (request 5)',
    '    tick 44    node 3: decides request 5, put k1 = v as 7@n2.1: success, replicas 3, 1 and 2',
    '    tick 44    node 3 answers request 5: ok',
    '    tick 900   node 1 at the end: holds k1 = deleted (7@n2.1), sees nodes 1–3',
    '',
    '  register should be broken, and it holds',
    '',
    '  no-resurrection could not be judged: no key was deleted for good',
    '',
    '  exact-replicas, broken as claimed: as claimed',
  ]);
});
