import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { filesIn, temporaryFolder, testcases } from './application.ts';
import { follow } from './follow.ts';

/** What a testcase file holds → what is said of it. */
const FILES: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
  ['an empty file', '', /^bad\.conf:1:1: MAX_NNB is missing; allowed: .*1 to 10000/],
  ['comments alone', '# nothing\n\n', /^bad\.conf:\d:1: MAX_NNB is missing/],
  ['no group size', 'CRUD_TEST: READ\n', /^bad\.conf:1:1: MAX_NNB is missing/],
  ['an unknown name', 'MAX_NNB: 10\nCRUD: READ\n', /^bad\.conf:2:1: .*CRUD.*allowed: .*CRUD_TEST/],
  ['a name of Object', 'MAX_NNB: 10\nconstructor: 1\n', /^bad\.conf:2:1: .*constructor/],
  ['a repeated name', 'MAX_NNB: 10\n\nMAX_NNB: 10\n', /^bad\.conf:3:1: .*MAX_NNB.*line 1/],
  ['a group of none', 'MAX_NNB: 0\n', /^bad\.conf:1:10: .*0.*allowed: .*1 to 10000/],
  ['too large a group', 'MAX_NNB: 10001\n', /^bad\.conf:1:10: /],
  ['half a node', 'MAX_NNB: 1.5\n', /^bad\.conf:1:10: /],
  ['no value', 'MAX_NNB:\n', /^bad\.conf:1:\d+: .*no value/],
  ['a verb in small letters', 'MAX_NNB: 10\nCRUD_TEST: read\n', /^bad\.conf:2:12: .*CREATE, READ/],
  ['a flag that is no flag', 'MAX_NNB: 10\r\nDROP_MSG: yes\r\n', /^bad\.conf:2:11: .*0 or 1/],
  ['more than certain', 'MAX_NNB: 10\nMSG_DROP_PROB: 1.1\n', /^bad\.conf:2:16: .*0 to 1/],
  ['a line of another form', 'MAX_NNB: 10\nREAD\n', /^bad\.conf:2:1: .*NAME: value/],
  ['a NUL', 'MAX_NNB: 10\nCRUD\0TEST: READ\n', /^bad\.conf:2:5: not a text; allowed: a text file/],
  ['bytes that are no UTF-8', Buffer.from('MAX_NNB: 10\n\xe4\n', 'latin1'), /^bad\.conf:2:1: not a text/],
  ['more than a testcase', '#'.repeat(2 << 20), /^bad\.conf:1:1: longer than/],
];

for (const [what, content, message] of FILES) {
  test(`${what} in a testcase is said with its place, and nothing is written`, async (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, 'bad.conf'), content);
    const { status, stdout, stderr } = await follow(['bad.conf'], folder);
    t.is(status, 3);
    t.is(stdout, '');
    t.regex(stderr, message);
    t.is(stderr.split('\n').length, 2, 'one line');
    t.deepEqual(Object.keys(filesIn(folder)), ['bad.conf']);
  });
}

/** Words of a command line in a folder with one good testcase and one without any. */
const WORDS: readonly (readonly [string, readonly string[], number, RegExp])[] = [
  ['a missing file', ['none.conf'], 3, /^none\.conf: there is no such file/],
  ['a folder without testcases', ['empty'], 3, /^empty: no testcase in this folder/],
  ['a path through a file', ['good.conf/x.conf'], 3, /^good\.conf\/x\.conf: /],
  ['a bad one after a good one', ['good.conf', 'none.conf'], 3, /^none\.conf: /],
  ['two that share a folder of results', ['good.conf', 'sub/good.conf'], 64, /same folder, good/],
  ['a seed that is a word', ['good.conf', '--seed', 'two'], 64, /--seed is 'two'; allowed is an integer/],
  ['a negative seed', ['good.conf', '--seed=-1'], 64, /--seed is '-1'/],
  ['a broken seed', ['good.conf', '--seed', '1.5'], 64, /--seed is '1.5'/],
  ['a seed beyond the largest', ['good.conf', '--seed', '9007199254740992'], 64, /--seed/],
  ['a seed given twice', ['good.conf', '--seed', '1', '--seed', '2'], 64, /--seed is given 2 times/],
  ['a seed without value', ['good.conf', '--seed'], 64, /seed/],
  ['an unknown flag', ['good.conf', '--frobnicate'], 64, /frobnicate/],
  ['an unknown flag alone', ['--frobnicate'], 64, /frobnicate/],
  ['no word at all', [], 64, /no testcase is named/],
  ['no seeds to grade', ['grade', 'good.conf', '--seeds', '0'], 64, /--seeds is '0'/],
  ['seeds beyond the largest', ['grade', 'good.conf', '--from', '9007199254740991'], 64, /--from/],
  ['a log without subject', ['grade', '--log', 'dbg.log'], 64, /as/],
  ['a log of an unknown subject', ['grade', '--log', 'good.conf', '--as', 'none'], 64, /--as.*singlefailure/],
  ['a missing log', ['grade', '--log', 'none.log', '--as', 'read'], 3, /^none\.log: there is no such file/],
  [
    'a mistyped file',
    ['godo.conf'],
    3,
    /^godo\.conf: there is no such file or folder \(did you mean good\.conf\?\); /,
  ],
  ['a mistyped topic of help', ['help', 'swep'], 64, /^no help on 'swep' \(did you mean sweep\?\); /],
  ['a mistyped command', ['sweeep', 'good.conf'], 64, /called sweeep \(did you mean sweep\?\)$/m],
  [
    'a mistyped flag',
    ['sweep', 'good.conf', '--seedz', '3'],
    64,
    /^there is no flag --seedz \(did you mean --seeds\?\)/,
  ],
  ['a flag without its value', ['sweep', 'good.conf', '--seeds'], 64, /^--seeds needs a value/],
  ['a word too many', ['verify', 'good.conf', 'more'], 64, /^'more' is one word too many/],
  ['a switch half on', ['good.conf', '--quiet=maybe'], 64, /^--quiet is 'maybe'; allowed: --quiet alone/],
  [
    'an unknown model',
    ['check', '--model', 'x', 'y'],
    64,
    /^--model is 'x'; allowed: register, cas-register, kv/,
  ],
  ['an unknown mutant', ['mutants', 'foo'], 64, /^no mutant is called foo; allowed: quorum-of-one, /],
  [
    'a grading of scenarios',
    ['grade', join(testcases, 'quorum')],
    3,
    /quorum: scenarios have no points; run them without grade/,
  ],
  ['nothing to verify', ['verify'], 64, /no testcase is named/],
];

for (const [what, words, expected, message] of WORDS) {
  test(`${what} ends with status ${expected} and one clear line`, async (t) => {
    const folder = temporaryFolder(t);
    const good = 'MAX_NNB: 5\nCRUD_TEST: CREATE\n';
    mkdirSync(join(folder, 'empty'));
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'good.conf'), good);
    writeFileSync(join(folder, 'sub/good.conf'), good);
    const { status, stdout, stderr } = await follow(words, folder);
    t.is(status, expected, stderr);
    t.is(stdout, '');
    t.regex(stderr, message);
    t.is(stderr.split('\n').length, 2, stderr);
    t.deepEqual(Object.keys(filesIn(folder)), ['good.conf', 'sub/good.conf']);
  });
}

test('where results cannot be kept, the caller is told so', async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'taken'), '');
  const { status, stderr } = await follow([join(testcases, 'create.conf'), '--out', 'taken'], folder);
  t.is(status, 3);
  t.regex(stderr, /^taken\/create\/1: cannot be written, .*--out DIR/);
});

test('where no folder can be made, nobody waits for it', async (t) => {
  const taken = existsSync('/proc/self') ? '/proc/x' : '/dev/null/x';
  const words = [join(testcases, 'create.conf'), '--out', taken];
  const { status, stderr } = await follow(words, temporaryFolder(t));
  t.is(status, 3);
  t.true(stderr.startsWith(`${taken}/create/1: cannot be written, `), stderr);
  t.regex(stderr, /--out DIR/);
});
