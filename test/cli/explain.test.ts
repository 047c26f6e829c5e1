import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { runApplication, temporaryFolder, testcases } from './application.ts';
import { follow } from './follow.ts';

const STALE = join(testcases, 'museum/a-later-read-goes-back.yaml');
const READ = join(testcases, 'read.conf');

test('explain tells a story and leaves a page, the same ones each time', (t) => {
  const folder = temporaryFolder(t);
  const [one, two] = ['a', 'b'].map((report) =>
    runApplication(['explain', STALE, '--futures', '1', '--report', report], folder),
  );
  t.is(one?.status, 0);
  t.regex(one?.stdout ?? '', / 1\. tick \d+ {2}the scenario asks/);
  t.regex(one?.stdout ?? '', /still answers/);
  t.regex(one?.stdout ?? '', /tick +\d+ {2}[█·▏▎▍▌▋▊▉]+ +\d+%/);
  t.is(one?.stdout.replace('a/report.html', ''), two?.stdout.replace('b/report.html', ''));
  const [first, second] = ['a', 'b'].map((name) => readFileSync(join(folder, name, 'report.html'), 'utf8'));
  t.is(first, second);
  t.true((first ?? '').includes('What happened'));
});

test('a run that was kept is explained by its folder, and one in which nothing broke needs no words', async (t) => {
  const folder = temporaryFolder(t);
  t.is((await follow([READ, '--seed', '3', '--report'], folder)).status, 0);
  t.true(existsSync(join(folder, 'out/read/3/report.html')));
  const { status, stdout } = await follow(['explain', 'out/read/3'], folder);
  t.is(status, 0);
  t.regex(stdout, /nothing to explain/);
  t.regex(stdout, /explain .*read\.conf --seed 3/);
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
  [['explain', '.'], /no result\.json in this folder/],
  [['explain', READ, '--checker', 'luck'], /--checker is 'luck'; allowed here: one-outcome/],
  [['replay', READ, '--node', 'n11'], /--node is n11; allowed are n1 to n10/],
  [['replay', READ, '--node', 'x'], /--node is 'x'/],
] as const) {
  test(`bad words are told apart: ${complaint.source}`, async (t) => {
    const { status, stderr } = await follow(words, temporaryFolder(t));
    t.true(status === 3 || status === 64);
    t.regex(stderr, complaint);
  });
}
