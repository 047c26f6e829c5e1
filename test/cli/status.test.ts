import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { filesIn, runApplication, temporaryFolder, testcases } from './application.ts';
import { follow } from './follow.ts';

const CREATE = join(testcases, 'create.conf');

/** A module that changes the world of the process before the Application begins. */
function preload(folder: string, code: string): Readonly<Record<string, string>> {
  const path = join(folder, 'preload.cjs');
  writeFileSync(path, code);
  return { NODE_OPTIONS: `--require "${path}"` };
}

/** The log calls each operation by another name, so that its grader finds none of them. */
const SPOIL_LOG = "String.prototype.toUpperCase = () => 'SPOILT';";

test('a claim that does not hold ends with status 1 and the command that shows it again', (t) => {
  const folder = temporaryFolder(t);
  const environment = preload(folder, SPOIL_LOG);
  const { status, stdout } = runApplication([CREATE], folder, environment);
  t.is(status, 1, stdout);
  t.regex(stdout, /\n {2}✗ +0\/3 /);
  t.regex(stdout, /\n {2}broken: /);
  t.regex(stdout, /\n {2}again .*Application \S*create\.conf --seed 1\n$/);
  const quiet = runApplication([CREATE, '--quiet'], folder, environment);
  t.is(quiet.status, 1);
  t.is(quiet.stdout, '');
  t.regex(quiet.stderr, /^broken: .*Application \S*create\.conf --seed 1\n$/);
});

test('a bug of ours ends with status 70, its stack and the command that shows it again', (t) => {
  const folder = temporaryFolder(t);
  const environment = preload(
    folder,
    'const imul = Math.imul; let calls = 0;' +
      'Math.imul = (a, b) => { if (++calls > 5000) throw new Error("planted"); return imul(a, b); };',
  );
  for (const words of [[CREATE], [CREATE, '--seed', '9'], ['grade', CREATE, '--seeds', '1']]) {
    const { status, stderr } = runApplication(words, folder, environment);
    t.is(status, 70, stderr);
    t.regex(stderr, /Error: planted\n +at /);
    t.regex(stderr, /\nagain: .*Application .*create\.conf --seed [19]\n$/);
  }
  const files = Object.keys(filesIn(folder));
  t.false(files.includes('dbg.log'), 'the working directory keeps the logs of runs that ended');
  t.false(files.includes('out/create/1/result.json'));
});

test('verify finds a run to be the same in another process, time zone and locale', async (t) => {
  const folder = temporaryFolder(t);
  const { status, stdout } = await follow(['verify', CREATE, '--seed', '4'], folder);
  t.is(status, 0);
  t.regex(stdout, /\n {2}same: /);
  t.deepEqual(filesIn(folder), {});
});

test('verify names the first event of a divergence that was planted in the second process', (t) => {
  const folder = temporaryFolder(t);
  const environment = preload(
    folder,
    'if (process.argv[2] === "witness") { const floor = Math.floor; let calls = 0;' +
      // Draws alone have fractions: clocks keep their time.
      'Math.floor = (x) => (x !== floor(x) && ++calls > 10000 && floor(x) > 0 ? floor(x) - 1 : floor(x)); }',
  );
  const { status, stdout, stderr } = runApplication(['verify', CREATE], folder, environment);
  t.is(status, 1, stderr);
  const [, event = '', here = '', there = ''] =
    /\n {2}different: first at event (\d+)\n {4}here +(\{.*\})\n {4}there +(\{.*\})\n/.exec(stdout) ?? [];
  t.true(Number(event) > 1000, stdout);
  t.not(here, there);
  for (const line of [here, there]) t.like(JSON.parse(line), { kind: 'sent' });
});

test('grade runs each testcase under many seeds and names the worst', async (t) => {
  const folder = temporaryFolder(t);
  const { status, stdout } = await follow(['grade', '--seeds', '2', '--from', '5'], folder);
  t.is(status, 0, stdout);
  t.regex(stdout, /^seeds 5 to 6/);
  t.is(stdout.match(/\n {2}✓ .* 2 of 2 seeds .*Application \S+\.conf --seed \d+/g)?.length, 7);
  t.regex(stdout, /\n {2}180\/180 points\n$/);
  t.deepEqual(filesIn(folder), {}, 'what holds is not kept');
});

test('grade keeps the files of runs that fail, and of no others', (t) => {
  const folder = temporaryFolder(t);
  const environment = preload(folder, SPOIL_LOG);
  const sound = join(testcases, 'singlefailure.conf');
  const words = ['grade', CREATE, sound, '--seeds', '1', '--from', '3', '--json'];
  const { status, stdout } = runApplication(words, folder, environment);
  t.is(status, 1);
  t.like(JSON.parse(stdout), { from: 3, seeds: 1, grades: [{ testcase: 'create', held: 0 }, { held: 1 }] });
  const kept = ['dbg.log', 'history.ndjson', 'msgcount.log', 'result.json', 'stats.log'].map(
    (name) => `out/create/3/${name}`,
  );
  t.deepEqual(Object.keys(filesIn(folder)), [...kept, 'preload.cjs']);
});

test('grade judges a log that it did not write', async (t) => {
  const folder = temporaryFolder(t);
  await follow([CREATE], folder);
  t.is((await follow(['grade', '--log', 'dbg.log', '--as', 'create'], folder)).status, 0);
  const wrong = await follow(['grade', '--log', 'dbg.log', '--as', 'delete', '--json'], folder);
  t.is(wrong.status, 1);
  t.like(JSON.parse(wrong.stdout), { as: 'delete', verdict: 'broken', points: { earned: 0 } });
});
