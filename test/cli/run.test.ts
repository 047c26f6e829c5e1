import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { application, filesIn, runApplication, runShell, temporaryFolder, testcases } from './application.ts';
import { follow } from './follow.ts';

/** Where it does not matter what is run. */
const SMALL = 'MAX_NNB: 3\nCRUD_TEST: CREATE\n';
const LOGS = ['dbg.log', 'msgcount.log', 'stats.log'];

test('a run tells its acts, its points, its digest, its files and the command that repeats it', (t) => {
  const { status, stdout, stderr } = runApplication([join(testcases, 'read.conf')], temporaryFolder(t));
  t.is(status, 0, stderr);
  t.is(stderr, '');
  t.regex(stdout, /^read {2}read in a group of 10 nodes, seed 1\n/);
  t.regex(stdout, /\n {2}tick 0–2 +start 10 nodes\n {2}tick 100 +create 100 keys: 100 ok\n/);
  t.regex(stdout, /\n {2}tick 150 +read \w{5} at node \d+: ok, value\d+ \(tick \d+\)\n/);
  t.regex(stdout, /\n {2}tick 175 +crash node \d+: TERTIARY of \w{5}\n/);
  t.regex(stdout, /\n {2}tick 225 +crash nodes \d+ and \d+: TERTIARY and SECONDARY of \w{5}\n/);
  t.regex(stdout, /\n {2}tick 225 +read \w{5} at node \d+: failed \(unavailable\)/);
  t.is(stdout.match(/\n {2}✓ +\d+\/\d+ /g)?.length, 6);
  t.regex(stdout, /\n {2}holds: 40\/40 points\n/);
  t.regex(stdout, /\n {2}digest +[0-9a-f]{16} over \d+ events/);
  t.regex(stdout, /\n {2}files +dbg\.log, stats\.log and msgcount\.log here; all of it in out\/read\/1\n/);
  t.regex(stdout, /\n {2}again +\S*\/Application \S*\/read\.conf --seed 1\n$/);
});

test('the command that a run prints repeats it', (t) => {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, "it's here"));
  const odd = join("it's here", '-a b.conf');
  writeFileSync(join(folder, odd), SMALL);
  const first = runApplication([odd, '--seed', '9007199254740991'], folder);
  const command = /\n {2}again +(.*)\n$/.exec(first.stdout)?.[1] ?? '';
  t.regex(command, /'it'\\''s here\/-a b\.conf' --seed 9007199254740991$/);
  const again = runShell(command, folder);
  t.is(again, first.stdout);
});

test('files are the same bytes in two runs, other folders, time zones and locales', async (t) => {
  const here = temporaryFolder(t);
  const there = temporaryFolder(t);
  const words = [join(testcases, 'msgdropsinglefailure.conf'), '--seed', '7', '--trace'];
  await follow(words, here);
  runApplication(words, there, { TZ: 'Pacific/Chatham', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' });
  const kept = [...LOGS, 'result.json', 'trace.ndjson'].map((name) => `out/msgdropsinglefailure/7/${name}`);
  const files = filesIn(here);
  t.deepEqual(Object.keys(files).sort(), [...LOGS, ...kept].sort());
  t.deepEqual(files, filesIn(there));
  for (const name of LOGS) t.is(files[name], files[`out/msgdropsinglefailure/7/${name}`]);
});

test('result.json says what ran and what came of it, and nothing of the machine', async (t) => {
  const folder = temporaryFolder(t);
  await follow([join(testcases, 'delete.conf')], folder);
  const text = filesIn(folder)['out/delete/1/result.json'] ?? '';
  const result = JSON.parse(text) as Record<string, unknown>;
  t.like(result, { schema: 1, testcase: 'delete', seed: 1, verdict: 'holds', skipped: [] });
  t.like(result, { points: { earned: 7, total: 7 } });
  t.regex(`${result['digest']}`, /^[0-9a-f]{16}$/);
  t.notRegex(text, /node_modules|\/tmp|\d{4}-\d{2}-\d{2}/);
});

test('several testcases run one after another, and a table sums them up', async (t) => {
  const folder = temporaryFolder(t);
  const all = ['create', 'msgdropsinglefailure', 'update'];
  const shelf = join(folder, 'shelf');
  mkdirSync(shelf);
  for (const name of all) copyFileSync(join(testcases, `${name}.conf`), join(shelf, `${name}.conf`));
  const { status, stdout } = await follow(['run', shelf, '--seed', '3'], folder);
  t.is(status, 0);
  const names = Object.keys(filesIn(folder)).filter((path) => path.endsWith('result.json'));
  t.deepEqual(
    names,
    all.map((name) => `out/${name}/3/result.json`),
  );
  const table = stdout.split('\n').slice(-4, -1);
  t.deepEqual(
    table.map((line) => line.trim().split(/ +/)[2]),
    all,
  );
});

test('a testcase named twice runs once', async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'small.conf'), SMALL);
  const { stdout } = await follow(['small.conf', `${folder}/./small.conf`], folder);
  t.is(stdout.match(/ seed 1\n/g)?.length, 1);
});

test('an act that a small group cannot play is said, and the points it carried count neither way', async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'small.conf'), 'MAX_NNB: 4\nCRUD_TEST: READ\nDROP_MSG: 1\n');
  const { status, stdout } = await follow(['small.conf'], folder);
  t.is(status, 0, stdout);
  t.regex(stdout, /note: DROP_MSG is ignored/);
  t.regex(stdout, /skipped: .*, because /);
  t.regex(stdout, /\n {2}– +–\/\d+ /);
  t.regex(stdout, /could not be graded/);
  const result = JSON.parse(filesIn(folder)['out/small/1/result.json'] ?? '') as { skipped: unknown[] };
  t.true(result.skipped.length > 0);
});

test('quiet says nothing of what holds', async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'small.conf'), SMALL);
  const ended = await follow(['small.conf', '--quiet'], folder);
  t.deepEqual(ended, { status: 0, stdout: '', stderr: '' });
});

test('a folder named by --out keeps the results instead of out', async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'create.conf'), SMALL);
  await follow(['create.conf', '--out', 'deep/kept', '--quiet'], folder);
  t.deepEqual(
    Object.keys(filesIn(folder)).filter((path) => path.endsWith('.json')),
    ['deep/kept/create/1/result.json'],
  );
});

test('a name that looks like a flag is a testcase after --', async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, '-x.conf'), SMALL);
  t.is((await follow(['--seed', '2', '--', '-x.conf'], folder)).status, 0);
});

test('the Application is found through a link and from any folder', (t) => {
  const folder = temporaryFolder(t);
  const output = runShell(
    `ln -s ${application} app && cd / && ${folder}/app --version && cd ${folder} && ./app --version`,
    folder,
  );
  t.regex(output, /^(\d+\.\d+\.\d+)\n\1\n$/);
});
