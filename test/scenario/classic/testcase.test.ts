import test from 'ava';
import { NEVER } from '../../../src/lib/ratio.ts';
import type { ClassicTestcase } from '../../../src/scenario/classic/testcase.ts';
import { parseClassic } from '../../../src/scenario/classic/testcase.ts';
import { ScenarioError } from '../../../src/scenario/scenario-error.ts';
import { testcaseWith } from '../../sim/plain-scenario.ts';

const TENTH = { numerator: 1, denominator: 10 };

const GOOD: Readonly<Record<string, readonly [text: string, change: Partial<ClassicTestcase>]>> = {
  'the size alone': ['MAX_NNB: 7\n', { nodes: 7 }],
  'the last line without end': ['MAX_NNB: 7', { nodes: 7 }],
  'the smallest group': ['MAX_NNB: 1\n', { nodes: 1 }],
  'the largest group': ['MAX_NNB: 10000\n', { nodes: 10_000 }],
  'all of the membership scenario': [
    'MAX_NNB: 10\nSINGLE_FAILURE: 1\nDROP_MSG: 1\nMSG_DROP_PROB: 0.1\n',
    { singleFailure: true, dropMessages: true, dropProbability: TENTH },
  ],
  'names in any order': [
    'MSG_DROP_PROB: .5\nDROP_MSG: 0\nMAX_NNB: 3\nSINGLE_FAILURE: 0\n',
    { nodes: 3, dropProbability: { numerator: 5, denominator: 10 } },
  ],
  'CRLF line ends': ['MAX_NNB: 10\r\nCRUD_TEST: READ\r\n', { crud: 'read' }],
  'a byte order mark': ['\uFEFFMAX_NNB: 10\nCRUD_TEST: UPDATE\n', { crud: 'update' }],
  'comments and blank lines': [
    '# a group\n\n  # of ten\nMAX_NNB: 10 # nodes\n\t\nCRUD_TEST: DELETE\t# all\n',
    { crud: 'delete' },
  ],
  'blanks in front, around and behind': ['  MAX_NNB :10  \nCRUD_TEST:\tCREATE\t \n', { crud: 'create' }],
  'no blank after the colon': ['MAX_NNB:10\n', {}],
};

for (const [what, [text, change]] of Object.entries(GOOD)) {
  test(`${what}: read`, (t) => {
    t.deepEqual(parseClassic(text, 'a.conf'), testcaseWith(change));
  });
}

test('names that mean nothing in the key-value scenario are accepted and told', (t) => {
  const text = 'MAX_NNB: 10\nSINGLE_FAILURE: 1\nDROP_MSG: 1\nMSG_DROP_PROB: 0.1\nCRUD_TEST: READ\n';
  const { remarks } = parseClassic(text, 'a.conf');
  t.deepEqual(
    remarks.map((remark) => remark.split(' ')[0]),
    ['SINGLE_FAILURE', 'DROP_MSG', 'MSG_DROP_PROB'],
  );
});

test('a lossless membership scenario knows no loss', (t) => {
  t.deepEqual(parseClassic('MAX_NNB: 3\n', 'a.conf').dropProbability, NEVER);
});

type Bad = readonly [text: string, line: number, column: number, problem: RegExp, allowed: RegExp];

const SIZE = /^a whole number from 1 to 10000$/;
const FLAG = /^0 or 1$/;
const FORM = /NAME: value/;

const BAD: Readonly<Record<string, Bad>> = {
  'nothing at all': ['', 1, 1, /MAX_NNB is missing/, SIZE],
  'no size after three lines': ['# a\nCRUD_TEST: READ\n\n', 3, 1, /MAX_NNB is missing/, SIZE],
  'a size of zero': ['MAX_NNB: 0\n', 1, 10, /cannot be “0”/, SIZE],
  'a size beyond the largest': ['MAX_NNB: 10001\n', 1, 10, /cannot be “10001”/, SIZE],
  'a negative size': ['\n MAX_NNB:  -1\n', 2, 12, /cannot be “-1”/, SIZE],
  'a broken size': ['MAX_NNB: 1.5\n', 1, 10, /cannot be “1.5”/, SIZE],
  'a size in words': ['MAX_NNB: ten\n', 1, 10, /cannot be “ten”/, SIZE],
  'a size without value': ['MAX_NNB:\n', 1, 9, /has no value/, SIZE],
  'a size that is all comment': ['MAX_NNB: # ten\n', 1, 9, /has no value/, SIZE],
  'a flag of two': ['MAX_NNB: 10\nSINGLE_FAILURE: 2\n', 2, 17, /SINGLE_FAILURE cannot be “2”/, FLAG],
  'a flag in words after CRLF': ['MAX_NNB: 10\r\nDROP_MSG: yes\r\n', 2, 11, /DROP_MSG cannot be “yes”/, FLAG],
  'more than certain': ['MAX_NNB: 10\nMSG_DROP_PROB: 1.1\n', 2, 16, /“1.1”/, /from 0 to 1/],
  'an unknown verb': ['CRUD_TEST: read\nMAX_NNB: 10\n', 1, 12, /“read”/, /^CREATE, READ, UPDATE, DELETE$/],
  'a verb of Object': ['CRUD_TEST: toString\nMAX_NNB: 10\n', 1, 12, /“toString”/, /CREATE/],
  'an unknown name': [
    'MAX_NNB: 10\n  NODES: 4\n',
    2,
    3,
    /unknown name NODES/,
    /MAX_NNB, SINGLE_FAILURE, DROP_MSG/,
  ],
  'a name in small letters': ['max_nnb: 10\n', 1, 1, /unknown name max_nnb/, /MAX_NNB/],
  'a name of Object': ['__proto__: 10\n', 1, 1, /unknown name __proto__/, /MAX_NNB/],
  'a name given twice': [
    'MAX_NNB: 10\n\nMAX_NNB: 10\n',
    3,
    1,
    /given again \(first in line 1\)/,
    /each name once/,
  ],
  'a line without colon': ['\uFEFFMAX_NNB 10\n', 1, 1, /cannot read “MAX_NNB 10”/, FORM],
  'a line without name': ['MAX_NNB: 10\n\t: 4\n', 2, 2, /cannot read “: 4”/, FORM],
  'a control character': ['MAX_NNB: 1\u00070\n', 1, 11, /control character/, FORM],
};

for (const [what, [text, line, column, problem, allowed]] of Object.entries(BAD)) {
  test(`${what}: said with line ${line}, column ${column} and what is allowed`, (t) => {
    const error = t.throws(() => parseClassic(text, 'dir/a.conf'), { instanceOf: ScenarioError });
    t.deepEqual(error.place, { file: 'dir/a.conf', line, column });
    t.regex(error.message, problem);
    t.regex(error.allowed, allowed);
    t.true(error.message.startsWith(`dir/a.conf:${line}:${column}: `));
  });
}
