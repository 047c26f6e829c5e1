import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { HistoryReader } from '../../src/check/history/read.ts';
import { checkLinearizable } from '../../src/check/linearizable/check.ts';
import { filesIn, runApplication, temporaryFolder, testcases } from './application.ts';
import { follow } from './follow.ts';

const SCENARIO = `title: A write survives the crash of one replica
why: Two of three hold it
seed: 42
cluster: { nodes: 5 }
workload: { kind: registers, clients: 3, keys: 4, operations: 120 }
faults:
  - { at: 400, crash: n2 }
  - { at: 500, partition: [[n1], [n4, n5]], until: 600 }
  - { at: 550, clock: { host: n3, drift: 11/10 } }
  - { at: 560, disk: { host: n3, slow: 9 } }
  - { at: 650, operation: { put: k0, value: hello } }
  - { at: 700, restart: n2, disk: lost }
heal: 1500
converge: 1000
expect: { acknowledged-writes: holds, convergence: holds, register: linearizable }
`;

test('a scenario tells what is run, what happens, what came of it, and keeps the same bytes everywhere', async (t) => {
  const [here, there] = [temporaryFolder(t), temporaryFolder(t)];
  for (const folder of [here, there]) writeFileSync(join(folder, 'write.yaml'), SCENARIO);
  const { status, stdout, stderr } = await follow(['write.yaml', '--trace'], here);
  t.is(status, 0, stdout + stderr);
  t.regex(
    stdout,
    /^write {2}A write survives the crash of one replica, seed 42\n {2}why +Two of three hold it\n/,
  );
  const acts = [...stdout.matchAll(/^ {2}tick (\S+) +(.*)$/gm)].map(([, tick, text]) => `${tick} ${text}`);
  t.like(acts, [
    '0–1 start 5 nodes',
    '400 crash node 2',
    '500 cut node 1 off from nodes 4 and 5',
    '550 clock of node 3: runs at 11/10 of its rate',
    '560 disk of node 3: a write takes 9 ticks',
    '600 no more: cut node 1 off from nodes 4 and 5',
  ]);
  t.regex(
    acts.slice(6).join('\n'),
    /^650 put k0 = hello at node \d: ok.*\n700 restart node 2: its disk is lost, it is node 7 now\n1500 heal: all faults end$/,
  );
  t.regex(stdout, /\n {2}3 clients asked \d+ times: \d+ ok, \d+ failed, \d+ unknown\n/);
  t.regex(stdout, /\n {2}✓ {2}acknowledged-writes {2}holds +\d+ acknowledged writes\n/);
  t.regex(stdout, /\n {2}✓ {2}register +linearizable +\d+ operations, linearizable\n/);
  t.regex(stdout, /\n {2}holds: 7\/7 claims met\n {2}digest +[0-9a-f]{16} over \d+ events/);
  t.regex(stdout, /\n {2}again +\S*\/Application write\.yaml --seed 42\n$/);

  runApplication(['write.yaml', '--trace'], there, { TZ: 'Pacific/Chatham', LC_ALL: 'tr_TR.UTF-8' });
  const files = filesIn(here);
  const kept = ['history.ndjson', 'result.json', 'trace.ndjson'].map((name) => `out/write/42/${name}`);
  t.deepEqual(Object.keys(files), [...kept, 'write.yaml']);
  t.deepEqual(files, filesIn(there));

  const reader = new HistoryReader();
  reader.push(files['out/write/42/history.ndjson'] ?? '');
  const history = reader.finish();
  t.is(checkLinearizable(history).kind, 'holds');
  const result = JSON.parse(files['out/write/42/result.json'] ?? '') as { counts: { operations: unknown } };
  t.like(result, { schema: 1, testcase: 'write', seed: 42, verdict: 'holds', skipped: [] });
  t.like(result.counts.operations, { asked: history.size });
});

const UNMET = SCENARIO.replace('convergence: holds', 'convergence: broken');
const UNTOLD = `title: Nobody asks for anything\nend: 50\nexpect: { register: linearizable }\n`;

for (const [what, text, expected, words] of [
  [
    'a claim that is not met ends with 1',
    UNMET,
    1,
    /\n {2}✗ {2}convergence +broken +holds: 4 keys\n(.*\n)+ {2}convergence should be broken, and it holds\n\n {2}broken: 6\/7/,
  ],
  [
    'a claim that cannot be judged ends with 2',
    UNTOLD,
    2,
    /\n {2}\? {2}register +linearizable +undecided: no client asked(.*\n)+ {2}undecided: \d\/5 claims met\n/,
  ],
] as const) {
  test(`${what}, and is told`, async (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, 'a.yml'), text);
    const { status, stdout } = await follow(['a.yml', '--seed', '3'], folder);
    t.is(status, expected, stdout);
    t.regex(stdout, words);
    t.regex(stdout, /a\.yml --seed 3\n$/);
  });
}

const GOOD = 'title: t\nend: 20\n';
const BAD: readonly (readonly [what: string, text: string, said: RegExp])[] = [
  ['an empty file', '', /^bad\.yaml:1:1: /],
  ['a claim without a title', 'end: 20\n', /^bad\.yaml:1:1: title is missing/],
  ['an unknown name', `${GOOD}nodes: 3\n`, /^bad\.yaml:3:1: unknown name nodes; allowed: title, why/],
  ['broken syntax', `${GOOD}cluster: { nodes: 3\n`, /^bad\.yaml:\d:\d+: /],
  ['an unknown checker', `${GOOD}expect: { speed: holds }\n`, /^bad\.yaml:3:11: .*speed.*allowed: /],
  ['a host that is not there', `${GOOD}faults: [{ at: 3, crash: n9 }]\n`, /^bad\.yaml:3:26: .*n9/],
  ['half a node', `${GOOD}cluster: { nodes: 1.5 }\n`, /^bad\.yaml:3:19: .*1\.5.*allowed: /],
];

for (const [what, text, said] of BAD) {
  test(`${what} in a scenario is said with its place, and nothing is written`, async (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, 'good.conf'), 'MAX_NNB: 2\n');
    writeFileSync(join(folder, 'bad.yaml'), text);
    const { status, stdout, stderr } = await follow(['good.conf', 'bad.yaml'], folder);
    t.is(status, 3, stderr);
    t.is(stdout, '');
    t.regex(stderr, said);
    t.is(stderr.split('\n').length, 2, 'one line');
    t.deepEqual(Object.keys(filesIn(folder)), ['bad.yaml', 'good.conf']);
  });
}

test('a folder may hold testcases of several kinds, at any depth', async (t) => {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, 'testcases/deep'), { recursive: true });
  writeFileSync(join(folder, 'testcases/a.conf'), 'MAX_NNB: 3\nCRUD_TEST: CREATE\n');
  writeFileSync(join(folder, 'testcases/deep/b.yaml'), `${GOOD}seed: 9\n`);
  writeFileSync(join(folder, 'testcases/deep/c.yml'), GOOD);
  writeFileSync(join(folder, 'testcases/deep/d.txt'), 'no testcase');
  const { status, stdout } = await follow(['testcases'], folder);
  t.is(status, 0, stdout);
  const results = Object.keys(filesIn(folder)).filter((path) => path.endsWith('result.json'));
  t.deepEqual(results, ['out/a/1/result.json', 'out/deep/b/9/result.json', 'out/deep/c/1/result.json']);
  t.regex(stdout, /\n {2}holds +3\/3 {2}a +\w{16}\n {2}holds {2}4\/4 claims met {2}deep\/b /);
  const graded = await follow(['grade', 'testcases/deep/b.yaml'], folder);
  t.is(graded.status, 3);
  t.regex(
    graded.stderr,
    /^testcases\/deep\/b\.yaml: scenarios have no points; run them without grade; allowed: classic testcases/,
  );
});

test('verify runs a scenario twice, under its own seed', async (t) => {
  const folder = temporaryFolder(t);
  const file = join(testcases, 'membership/everybody-notices-a-crash.yaml');
  const { status, stdout } = await follow(['verify', file], folder);
  t.is(status, 0, stdout);
  t.regex(stdout, /^membership\/everybody-notices-a-crash {2}seed \d+, run twice\n/);
  t.regex(stdout, /\n {2}same: /);
});

test('help tells what may stand in a scenario, and schema tells it to editors', async (t) => {
  const folder = temporaryFolder(t);
  const { status, stdout } = await follow(['help', 'scenario'], folder);
  t.is(status, 0);
  t.regex(stdout, /\ntitle: .*required\n(.*\n)+ {2}partition/);
  const schema = (await follow(['schema'], folder)).stdout;
  t.like(JSON.parse(schema), { type: 'object', required: ['title'], additionalProperties: false });
  t.is((await follow(['help', 'scenario', '--json'], folder)).stdout, schema);
  t.is((await follow(['help', 'weather'], folder)).status, 64);
});
