import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import test from 'ava';
import { repositoryRoot } from '../tidy/repository.ts';
import type { Digests } from './digests.ts';
import { recordedDigests } from './digests.ts';

const script = join(repositoryRoot, 'dist/suites/scripts/print.js');
const run = promisify(execFile);
const recorded = recordedDigests();

interface Surroundings {
  readonly flags?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly testcases: readonly string[];
}

const TURKISH = 'tr_TR.UTF-8';

const SURROUNDINGS: Readonly<Record<string, Surroundings>> = {
  'another time zone and locale': {
    environment: { TZ: 'Asia/Tokyo', LANG: TURKISH, LC_ALL: TURKISH },
    testcases: Object.keys(recorded),
  },
  'an interpreter without compiler': { flags: ['--jitless'], testcases: ['read', 'msgdropsinglefailure'] },
  'a compiler that does not optimise': { flags: ['--no-opt'], testcases: ['update', 'msgdropsinglefailure'] },
  'a garbage collector that runs all the time': {
    flags: ['--max-semi-space-size=1', '--gc-interval=5000'],
    testcases: ['read', 'delete'],
  },
};

for (const [where, { flags = [], environment = {}, testcases }] of Object.entries(SURROUNDINGS)) {
  test.serial(`the digests are the recorded ones under ${where}`, async (t) => {
    const env = { PATH: process.env['PATH'] ?? '', ...environment };
    const { stdout } = await run(process.execPath, [...flags, script, ...testcases], {
      env,
      timeout: 60_000,
    });
    t.deepEqual(JSON.parse(stdout), expected(testcases));
  });
}

test.serial('the digests are the recorded ones in a worker thread', async (t) => {
  const worker = new Worker(script, { argv: ['read', 'multifailure'], stdout: true });
  let printed = '';
  worker.stdout.setEncoding('utf8').on('data', (piece: string) => {
    printed += piece;
  });
  await once(worker, 'exit');
  t.deepEqual(JSON.parse(printed), expected(['read', 'multifailure']));
});

/** What the script should print. */
function expected(testcases: readonly string[]): Digests {
  return Object.fromEntries(testcases.map((name) => [name, { 1: recorded[name]?.['1'] ?? 'not recorded' }]));
}
