import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import test from 'ava';
import { application, temporaryFolder, testcases } from '../cli/application.ts';

test('play prints an address of loopback that serves the page, and ends when it is told to', async (t) => {
  const words = ['play', join(testcases, 'read.conf'), '--seed', '5'];
  const process = spawn(application, words, {
    cwd: temporaryFolder(t),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.teardown(() => process.kill('SIGKILL'));
  const [line] = (await once(createInterface(process.stdout), 'line')) as [string];
  t.regex(line, /^http:\/\/127\.0\.0\.1:\d+\/#v=1&file=read\.conf&seed=5&text=[\w-]+$/);
  const [home = ''] = line.split('#');
  const page = await fetch(home);
  t.is(page.status, 200);
  t.regex(page.headers.get('content-security-policy') ?? '', /default-src 'none'; script-src 'self'/);
  t.regex(await page.text(), /<title>Orrery<\/title>/);
  for (const path of [
    '../package.json',
    '%2e%2e/package.json',
    'assets/../../orrery.cjs',
    '%00',
    'nothing.js',
    '..%2f..%2fetc/passwd',
  ])
    t.is((await fetch(home + path)).status, 404, path);
  t.is((await fetch(home, { method: 'POST' })).status, 404);
  process.kill('SIGTERM');
  t.deepEqual(await once(process, 'exit'), [0, null]);
});
