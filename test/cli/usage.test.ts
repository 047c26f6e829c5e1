import { join } from 'node:path';
import test from 'ava';
import { filesIn, runApplication, runShell, temporaryFolder, testcases } from './application.ts';

for (const command of [[], ['run'], ['grade'], ['verify']]) {
  test(`the help of ${command.join() || 'the Application'} shows an example of it`, (t) => {
    const folder = temporaryFolder(t);
    const { status, stdout, stderr } = runApplication([...command, '--help'], folder);
    t.is(status, 0);
    t.is(stderr, '');
    const example = /\nExamples:\n {2}\.\/Application (\S+)/.exec(stdout)?.[1] ?? '';
    t.true(command.length === 0 || command[0] === 'run' ? example.includes('/') : example === command[0]);
    t.deepEqual(filesIn(folder), {});
  });
}

test('help of a command is the help that the command gives', (t) => {
  const folder = temporaryFolder(t);
  t.deepEqual(runApplication(['help', 'sweep'], folder), runApplication(['sweep', '--help'], folder));
});

test('help speaks the same whatever the locale', (t) => {
  const folder = temporaryFolder(t);
  const german = { LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8', LANGUAGE: 'de' };
  t.deepEqual(runApplication(['--help'], folder, german), runApplication(['--help'], folder));
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

test('colour comes when forced, and goes when refused', (t) => {
  const folder = temporaryFolder(t);
  const words = [join(testcases, 'create.conf')];
  const colourful = (more: readonly string[], environment: Readonly<Record<string, string>>) =>
    runApplication([...words, ...more], folder, environment).stdout.includes('\u001b[');
  t.false(colourful([], {}), 'a pipe is no terminal');
  t.true(colourful([], { FORCE_COLOR: '1' }));
  t.true(colourful(['--color'], {}));
  t.true(colourful(['--color'], { NO_COLOR: '1' }));
  t.false(colourful(['--no-color'], { FORCE_COLOR: '1' }));
  t.false(colourful([], { FORCE_COLOR: '0' }));
  t.false(colourful([], { NO_COLOR: '1' }));
});
