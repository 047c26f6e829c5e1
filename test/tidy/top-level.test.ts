import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { foldersIn, repositoryRoot } from './repository.ts';

const ALLOWED = new Set([
  ...['src', 'testcases', 'test', 'docker'],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'Makefile'],
  ...['README.md', 'LICENSE', 'CHANGELOG.md'],
]);

test('the top level holds what it must and nothing more', (t) => {
  if (!existsSync(join(repositoryRoot, '.git'))) {
    t.pass('an export without history tracks nothing');
    return;
  }
  const tracked = execFileSync('git', ['-c', 'safe.directory=*', 'ls-files', '-z'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
  });
  const entries = new Set(tracked.split('\0').flatMap((path) => path.split('/')[0] || []));
  t.true(entries.has('src'));
  t.deepEqual(
    [...entries].filter((entry) => !ALLOWED.has(entry) && !entry.startsWith('.')),
    [],
  );
});

test('every room has its page', (t) => {
  t.deepEqual(
    foldersIn('src').filter((room) => !existsSync(join(repositoryRoot, 'src', room, 'README.md'))),
    [],
  );
});
