import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import { asOperand, quote } from '../../src/cli/shell.ts';
import { nameOf } from '../../src/cli/testcase/name.ts';

test('a quoted word comes back from the shell as it was', (t) => {
  const words = fc
    .sample(fc.string({ unit: 'grapheme' }), { seed: 1, numRuns: 200 })
    .filter((word) => !word.includes('\0'));
  const command = `printf '%s\\0' ${words.map(quote).join(' ')}`;
  const back = execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' });
  t.deepEqual(back.split('\0').slice(0, -1), words);
});

test('a path that looks like a flag is shown as a path', (t) => {
  t.is(asOperand('-x.conf'), './-x.conf');
  t.is(asOperand('a b.conf'), "'a b.conf'");
  t.is(asOperand('testcases/read.conf'), 'testcases/read.conf');
});

for (const [path, name] of [
  ['testcases/read.conf', 'read'],
  ['/x/testcases/kv/two.words.conf', 'kv/two.words'],
  ['/x/testcases/testcases/a.conf', 'a'],
  ['elsewhere/a.conf', 'a'],
  ['elsewhere/plain', 'plain'],
  ['elsewhere/testcases', 'testcases'],
] as const) {
  test(`the results of ${path} are kept as ${name}`, (t) => {
    t.is(nameOf(resolve('/home', path)), name);
  });
}
