import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import test from 'ava';
import { application, runApplication, temporaryFolder } from './application.ts';
import { follow } from './follow.ts';
import { faultOfXml } from './xml.ts';

const SOUND = `
title: a register is linearizable in a group of three
cluster: { nodes: 3, tokens: 4 }
workload: { operations: 5, clients: 1, keys: 1, start: 100 }
end: 200
expect: { register: linearizable }
`;
/** Every run of it is as sound as the one above, which it denies. */
const PLANTED = SOUND.replace('register: linearizable', 'one-outcome: holds, register: broken');
const CONF = 'MAX_NNB: 5\nCRUD_TEST: CREATE\n';

function folderOf(t: ExecutionContext, files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder(t);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

interface Summary {
  readonly verdict: string;
  readonly left: number;
  readonly testcases: readonly {
    readonly testcase: string;
    readonly runs: number;
    readonly held: number;
    readonly groups: readonly { readonly count: number; readonly commands: readonly string[] }[];
  }[];
}

test('one worker and two give the same summary, digest and JUnit, and the status of the worst', async (t) => {
  const folder = folderOf(t, { 'sound.yaml': SOUND, 'planted.yaml': PLANTED, 'small.conf': CONF });
  const [one, two] = await Promise.all(
    ['1', '2'].map(async (workers) => {
      const words = ['sweep', '.', '--seeds', '3..10', '--workers', workers, '--json'];
      const { status, stdout, stderr } = await follow([...words, '--junit', `${workers}.xml`], folder);
      t.is(status, 1, stderr);
      return stdout;
    }),
  );
  t.is(one, two);
  const xml = readFileSync(join(folder, '1.xml'), 'utf8');
  t.is(xml, readFileSync(join(folder, '2.xml'), 'utf8'));
  t.is(faultOfXml(xml), undefined);
  t.regex(xml, /<testsuites name="orrery sweep" tests="3" failures="1" errors="0" skipped="0">/);
  const { verdict, left, testcases } = JSON.parse(one ?? '') as Summary;
  t.deepEqual([verdict, left], ['broken', 0]);
  t.deepEqual(
    testcases.map(({ testcase, runs, held }) => [testcase, runs, held]),
    [
      ['planted', 8, 0],
      ['small', 8, 8],
      ['sound', 8, 8],
    ],
  );
});

test('failures are grouped, and the command beside a group shows one of them again', async (t) => {
  const folder = folderOf(t, { 'planted.yaml': PLANTED });
  const words = ['sweep', 'planted.yaml', '--seeds', '4', '--workers', '1'];
  const { status, stdout } = await follow(words, folder);
  t.is(status, 1);
  t.regex(stdout, /\n {2}✗ {2}planted: register: holds; 4 seeds: 1, 2, 3, 4\n/);
  t.regex(stdout, /\n {2}broken: 4 runs\n/);
  const [, seed = ''] = /again {2}\S*Application planted\.yaml --seed (\d+)\n/.exec(stdout) ?? [];
  t.is((await follow(['planted.yaml', '--seed', seed], folder)).status, 1);
  t.true(existsSync(join(folder, 'out/sweep/planted/summary.json')));
});

/** A host hears nothing for a while, and nobody tells it later. */
const LOST = `
title: a packet that is lost is never missed
cluster: { nodes: 3 }
settings: { antiEntropyIntervalTicks: 0 }
workload: { kind: registers, clients: 1, keys: 5, operations: 5, reads: 0% }
faults: [{ at: 300, loss: 100%, to: n3, until: 420 }]
heal: 500
converge: 100
expect: { convergence: holds }
`;

test('with --shrink a run of each kind of failure becomes a small testcase that fails by itself', async (t) => {
  const folder = folderOf(t, { 'lost.yaml': LOST });
  const words = ['sweep', 'lost.yaml', '--seeds', '2', '--workers', '1', '--shrink'];
  const { status, stdout } = await follow(words, folder);
  t.is(status, 1);
  const [, path = ''] =
    /\n {2}shrunk +(out\/sweep\/lost\/shrunk\/lost-1-convergence\.yaml)\n/.exec(stdout) ?? [];
  t.is((await follow([path, '--quiet'], folder)).status, 1);
});

test.serial(
  'a sweep that is killed outright, and another ended by Ctrl-C, go on to the same end',
  async (t) => {
    const folder = folderOf(t, { 'planted.yaml': PLANTED });
    const words = ['sweep', 'planted.yaml', '--seeds', '200', '--workers', '2'];
    const journal = join(folder, 'out/sweep/planted/journal.ndjson');
    t.is((await interrupt(words, folder, journal, 'SIGKILL')).signal, 'SIGKILL');
    const stopped = await interrupt([...words, '--resume'], folder, journal, 'SIGINT');
    t.is(stopped.status, 1, stopped.stdout);
    t.regex(stopped.stdout, /\n {2}broken: \d+ runs, \d+ runs left: stopped\n/);
    t.regex(stopped.stdout, /\n {2}go on +\S*Application sweep planted\.yaml --seeds 1\.\.200 .*--resume\n/);
    const alone = ['sweep', 'planted.yaml', '--seeds', '200', '--workers', '1', '--json'];
    const rest = await follow([...alone, '--resume'], folder);
    const whole = await follow([...alone, '--out', 'elsewhere'], folder);
    t.is(rest.stdout, whole.stdout);
    t.is((JSON.parse(whole.stdout) as Summary).testcases[0]?.runs, 200);
  },
);

test('a journal of other testcases, or of fewer seeds than before, is not gone on with', async (t) => {
  const folder = folderOf(t, { 'sound.yaml': SOUND });
  t.is((await follow(['sweep', 'sound.yaml', '--seeds', '3', '--workers', '1'], folder)).status, 0);
  const fewer = await follow(['sweep', 'sound.yaml', '--seeds', '2', '--resume'], folder);
  t.is(fewer.status, 64);
  t.regex(fewer.stderr, /--seeds leaves out seeds of the journal/);
  const more = await follow(['sweep', 'sound.yaml', '--seeds', '5', '--workers', '1', '--resume'], folder);
  t.regex(more.stdout, /\n {2}pace +2 runs in /);
  writeFileSync(join(folder, 'sound.yaml'), `${SOUND}\nseed: 2\n`);
  const other = await follow(['sweep', 'sound.yaml', '--resume'], folder);
  t.is(other.status, 3);
  t.regex(other.stderr, /other testcases, or they have changed/);
});

test('a run that goes wrong in itself ends with status 70 and its command', (t) => {
  const folder = folderOf(t, { 'sound.yaml': SOUND });
  const plant =
    'if (process.argv[2] === "sweep-worker") { let calls = 0; const imul = Math.imul;' +
    'Math.imul = (a, b) => { if (++calls % 1500 === 0) throw new Error("planted at " + calls); return imul(a, b); }; }';
  writeFileSync(join(folder, 'plant.cjs'), plant);
  const environment = { NODE_OPTIONS: `--require "${join(folder, 'plant.cjs')}"` };
  const words = ['sweep', 'sound.yaml', '--seeds', '2', '--workers', '1'];
  const { status, stdout } = runApplication(words, folder, environment);
  t.is(status, 70, stdout);
  t.regex(stdout, /crash: Error: planted at #; 2 seeds: 1, 2\n +again .*sound\.yaml --seed 1\n/);
  t.regex(stdout, /please report it/);
});

test('a sweep of nothing is refused, and nothing is written', async (t) => {
  const folder = folderOf(t, { 'sound.yaml': SOUND });
  for (const words of [[], ['sound.yaml', '--seeds', '5..4']])
    t.is((await follow(['sweep', ...words], folder)).status, 64);
  t.false(existsSync(join(folder, 'out')));
});

interface Interrupted {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
}

/** Starts a sweep and sends it a signal once its journal has grown. */
function interrupt(
  words: readonly string[],
  cwd: string,
  journal: string,
  how: NodeJS.Signals,
): Promise<Interrupted> {
  const length = (): number => (existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').length : 0);
  const before = length();
  const child = spawn(application, words, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  const watch = setInterval(() => {
    if (length() < before + 3) return;
    clearInterval(watch);
    child.kill(how);
  }, 5);
  return new Promise((resolve) => {
    child.once('close', (status, signal) => {
      clearInterval(watch);
      resolve({ status, signal, stdout });
    });
  });
}
