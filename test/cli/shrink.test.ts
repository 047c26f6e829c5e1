import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { filesIn, temporaryFolder } from './application.ts';
import { follow } from './follow.ts';

/** Writes that one host never hears of, among other things; it claims that nobody will notice. */
const LOST = `
title: A packet that is lost is never missed
cluster: { nodes: 3 }
settings: { antiEntropyIntervalTicks: 0 }
workload: { kind: registers, clients: 2, keys: 20, operations: 20, reads: 0% }
faults:
  - { at: 300, loss: 100%, to: n3, until: 420 }
  - { at: 500, pause: n2, until: 520 }
  - { at: 600, duplicate: 10%, until: 700 }
heal: 1000
converge: 300
expect: { convergence: holds }
`;

const SMALL = join('testcases', 'regression', 'lost-1-convergence.yaml');

test('a failing testcase becomes a small one that fails by itself', async (t) => {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, 'testcases'));
  writeFileSync(join(folder, 'testcases', 'lost.yaml'), LOST);
  t.is((await follow(['testcases/lost.yaml', '--quiet'], folder)).status, 1);
  const { status, stdout, stderr } = await follow(['shrink', join('out', 'lost', '1')], folder);
  t.is(status, 0, stderr);
  t.regex(stdout, /before {2}3 hosts, 3 faults, 20 operations of 2 clients/);
  t.regex(stdout, /after {3}3 hosts, 1 fault, 1 operation,/);
  t.true(stdout.includes(readFileSync(join(folder, SMALL), 'utf8')));
  t.is((await follow([SMALL, '--quiet'], folder)).status, 1);
});

test('a testcase that is there already is not written over', async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'lost.yaml'), LOST);
  const words = ['shrink', 'lost.yaml', '--runs', '20', '--out', 'small.yaml'];
  t.is((await follow(words, folder)).status, 0);
  const before = filesIn(folder);
  const { status, stderr } = await follow(words, folder);
  t.is(status, 3);
  t.regex(stderr, /small\.yaml: is there already; --out FILE names another/);
  t.deepEqual(filesIn(folder), before);
});

test('what does not fail cannot be shrunk', async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'calm.yaml'), LOST.replace('100%', '0%'));
  const { status, stderr } = await follow(['shrink', 'calm.yaml', '--seed', '2'], folder);
  t.is(status, 3);
  t.regex(stderr, /calm with seed 2 keeps all it claims; allowed: a run that fails/);
});

for (const [words, complaint] of [
  [['shrink'], /no run is named/],
  [['shrink', 'a.yaml', '--checker', 'luck'], /--checker is 'luck'; allowed: acknowledged-writes/],
  [['shrink', 'a.yaml', '--runs', '0'], /--runs is '0'; allowed is an integer/],
  [['mutants', 'nobody'], /no mutant is called nobody; allowed: quorum-of-one/],
] as const) {
  test(`bad usage is told: ${words.join(' ')}`, async (t) => {
    const { status, stderr } = await follow(words, temporaryFolder(t));
    t.is(status, 64);
    t.regex(stderr, complaint);
  });
}
