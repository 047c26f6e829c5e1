import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { filesIn, runApplication, runShell, temporaryFolder, testcases } from './application.ts';
import { follow } from './follow.ts';

for (const command of [[], ['run'], ['grade'], ['verify']]) {
  test(`the help of ${command.join() || 'the Application'} shows an example of it`, async (t) => {
    const folder = temporaryFolder(t);
    const { status, stdout, stderr } = await follow([...command, '--help'], folder);
    t.is(status, 0);
    t.is(stderr, '');
    const example = /\nExamples:\n {2}\.\/Application (\S+)/.exec(stdout)?.[1] ?? '';
    t.true(command.length === 0 || command[0] === 'run' ? example.includes('/') : example === command[0]);
    t.deepEqual(filesIn(folder), {});
  });
}

test('help of a command is the help that the command gives', async (t) => {
  const folder = temporaryFolder(t);
  t.deepEqual(await follow(['help', 'sweep'], folder), await follow(['sweep', '--help'], folder));
});

test('help speaks the same whatever the locale', async (t) => {
  const folder = temporaryFolder(t);
  const german = { LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8', LANGUAGE: 'de' };
  t.deepEqual(runApplication(['--help'], folder, german), await follow(['--help'], folder));
});

test('a reader that goes away silences the output and changes neither status nor files', (t) => {
  const folder = temporaryFolder(t);
  const many = Array.from({ length: 3 }, () => join(testcases, 'read.conf')).join(' ');
  const output = runShell(`{ "$APPLICATION" ${many} 2>err; echo $? >status; } | head -n 1`, folder);
  t.is(output, 'read  read in a group of 10 nodes, seed 1\n');
  const files = filesIn(folder);
  t.is(files['status'], '0\n');
  t.is(files['err'], '');
  t.true('out/read/1/result.json' in files);
});

test('colour comes when forced, and goes when refused', async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'pair.conf'), 'MAX_NNB: 2\n');
  const words = ['pair.conf'];
  const colourful = (more: readonly string[], environment: Readonly<Record<string, string>>) =>
    follow([...words, ...more], folder, environment).then(({ stdout }) => stdout.includes('\u001b['));
  t.false(await colourful([], {}), 'a pipe is no terminal');
  t.true(await colourful([], { FORCE_COLOR: '1' }));
  t.true(await colourful(['--color'], {}));
  t.true(await colourful(['--color'], { NO_COLOR: '1' }));
  t.false(await colourful(['--no-color'], { FORCE_COLOR: '1' }));
  t.false(await colourful([], { FORCE_COLOR: '0' }));
  t.false(await colourful([], { NO_COLOR: '1' }));
});
