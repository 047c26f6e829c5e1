import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { runApplication, temporaryFolder, testcases } from './application.ts';
import { follow } from './follow.ts';

const STALE = join(testcases, 'museum/a-later-read-goes-back.yaml');
const READ = join(testcases, 'read.conf');

test('explain tells a story and leaves a page, the same ones each time', async (t) => {
  const folder = temporaryFolder(t);
  const words = ['explain', STALE, '--futures', '1', '--report'];
  const one = runApplication([...words, 'a'], folder);
  const two = await follow([...words, 'b'], folder);
  t.is(one.status, 0);
  t.regex(one.stdout, / 1\. tick \d+ {2}the scenario asks/);
  t.regex(one.stdout, /still answers/);
  t.regex(one.stdout, /tick +\d+ {2}[█·▏▎▍▌▋▊▉]+ +\d+%/);
  t.is(one.stdout.replace('a/report.html', ''), two.stdout.replace('b/report.html', ''));
  const [first, second] = ['a', 'b'].map((name) => readFileSync(join(folder, name, 'report.html'), 'utf8'));
  t.is(first, second);
  t.true((first ?? '').includes('What happened'));
});

test('a run that was kept is explained by its folder, and one in which nothing broke needs no words', async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'pair.conf'), 'MAX_NNB: 2\n');
  t.is((await follow(['pair.conf', '--seed', '3', '--report'], folder)).status, 0);
  t.true(existsSync(join(folder, 'out/pair/3/report.html')));
  const { status, stdout } = await follow(['explain', 'out/pair/3'], folder);
  t.is(status, 0);
  t.regex(stdout, /nothing to explain/);
  t.regex(stdout, /explain .*pair\.conf --seed 3/);
});

test('a run of a testcase from anywhere is opened by its folder, from anywhere', async (t) => {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, 'mine/own'), { recursive: true });
  writeFileSync(
    join(folder, 'mine/own/calm.yaml'),
    'title: Nothing happens\nend: 50\nexpect: { convergence: holds }\n',
  );
  await follow(['own/calm.yaml', '--seed', '7', '--out', '../kept'], join(folder, 'mine'));
  for (const [command, cwd, run] of [
    ['explain', folder, 'kept/calm/7'],
    ['replay', join(folder, 'mine'), '../kept/calm/7'],
  ] as const) {
    const { stdout, stderr } = await follow([command, run], cwd);
    t.regex(stdout, /^calm {2}Nothing happens, seed 7\n/, stderr);
  }
  rmSync(join(folder, 'mine'), { recursive: true });
  const { status, stderr } = await follow(['replay', 'kept/calm/7'], folder);
  t.is(status, 3);
  t.regex(stderr, /its testcase, .*mine\/own\/calm\.yaml, is not there any more; name the file and --seed 7/);
});

test('replay prints the events of a key in order, and the state of a node', async (t) => {
  const folder = temporaryFolder(t);
  const words = ['replay', READ, '--from', '150', '--until', '152', '--key', '0FsU9'];
  const { stdout, status } = await follow(words, folder);
  t.is(status, 0);
  t.regex(stdout, /150 {2}the scenario asks n4: read 0FsU9 \(operation 100\)\n/);
  t.regex(stdout, /n4 answers operation 100: ok, 'value79'\n/);
  t.notRegex(stdout, /gossip/);
  const ofNode = (await follow([...words, '--node', 'n4'], folder)).stdout;
  t.regex(ofNode, /n4 at the end of tick 152: up, its clock shows 152\n {2}members {2}n1, n2/);
  t.regex(ofNode, / {2}timers {3}gossip at 153/);
});

test('replay shows kinds of events, notes and messages by name', async (t) => {
  const { stdout } = await follow(
    ['replay', READ, '--kind', 'host-crashed,member-removed', '--until', '200'],
    temporaryFolder(t),
  );
  const lines = stdout.trimEnd().split('\n').slice(1);
  t.is(lines.length, 10);
  t.true(lines.every((line) => /crashes|is removed/.test(line)));
});

for (const [words, complaint] of [
  [['explain'], /no run is named/],
  [['explain', 'nowhere'], /there is no such file or folder/],
  [['explain', '.'], /no result\.json in this folder; .* <testcase> --seed N leaves/],
  [['explain', READ, '--checker', 'luck'], /--checker is 'luck'; allowed here: one-outcome/],
  [['replay', READ, '--node', 'n11'], /--node is n11; allowed are n1 to n10/],
  [['replay', READ, '--kind', 'gosip'], /--kind is 'gosip' .did you mean gossip..; allowed: host-created, /],
  [['replay', READ, '--from', '5', '--until', '3'], /--until is 3; allowed is a tick from 5/],
  [['replay', READ, '--node', 'x'], /--node is 'x'/],
] as const) {
  test(`bad words are told apart: ${complaint.source}`, async (t) => {
    const { status, stderr } = await follow(words, temporaryFolder(t));
    t.true(status === 3 || status === 64);
    t.regex(stderr, complaint);
  });
}
