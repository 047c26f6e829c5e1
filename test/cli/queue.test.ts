import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import test from 'ava';
import { Board } from '../../src/sweep/queue/board.ts';
import { Broker } from '../../src/sweep/queue/broker.ts';
import { redisFor } from '../sweep/redis-server.ts';
import { repositoryRoot } from '../tidy/repository.ts';
import { application, temporaryFolder } from './application.ts';
import { follow } from './follow.ts';

/** Every run of it is sound, which it denies. */
const PLANTED = `
title: a register is linearizable in a group of three
cluster: { nodes: 3, tokens: 4 }
workload: { operations: 5, clients: 1, keys: 1, start: 100 }
end: 200
expect: { one-outcome: holds, register: broken }
`;

function start(t: ExecutionContext, words: readonly string[], cwd: string): ChildProcess {
  const child = spawn(application, words, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  t.teardown(() => child.kill('SIGKILL'));
  return child;
}

async function hasLines(journal: string, count: number): Promise<void> {
  while (!existsSync(journal) || readFileSync(journal, 'utf8').split('\n').length < count) await pause(5);
}

test.serial(
  'workers and the sweep itself are killed outright, and no seed is lost or counts twice',
  async (t) => {
    const redis = await redisFor(t);
    if (redis === undefined) return;
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, 'planted.yaml'), PLANTED);
    const journal = join(folder, 'out/sweep/planted/journal.ndjson');
    const words = ['sweep', 'planted.yaml', '--seeds', '150', '--queue', redis.url, '--json'];
    const work = ['worker', '--queue', redis.url, '--workers', '1', '--lease', '1s'];
    const first = start(t, words, folder);
    const worker = start(t, work, folder);
    await hasLines(journal, 5);
    worker.kill('SIGKILL');
    start(t, work, folder);
    await hasLines(journal, readFileSync(journal, 'utf8').split('\n').length + 3);
    first.kill('SIGKILL');
    await once(first, 'exit');
    const rest = await follow([...words, '--resume'], folder);
    const whole = await follow(
      ['sweep', 'planted.yaml', '--seeds', '150', '--workers', '2', '--json', '--out', 'here'],
      folder,
    );
    t.is(rest.status, 1, rest.stderr);
    t.is(rest.stdout, whole.stdout);
  },
);

test.serial('a worker of another build is refused, and ends', async (t) => {
  const redis = await redisFor(t);
  if (redis === undefined) return;
  const broker = await Broker.reach(redis.url, () => {});
  t.teardown(() => broker.close());
  const build = { version: '0.0.1', program: 'another', digest: 'd', node: 'n' };
  await new Board(broker).post({ id: 'a', name: 'old', build, testcases: [], patienceMs: 1, since: 0 });
  const { status, stderr } = await follow(['worker', '--queue', redis.url], temporaryFolder(t));
  t.is(status, 3);
  t.regex(
    stderr,
    /refused, as sweep old is not ours: it is of version 0\.0\.1, this is .*; install the same build here\n$/,
  );
});

test('a queue that is none, that nobody answers at or that needs missing packages is refused, and nothing is written', async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'planted.yaml'), PLANTED);
  const wrong = [
    [['--queue', 'localhost:6379'], 64, /^--queue is 'localhost:6379'; allowed: redis:\/\/host:6379/],
    [['--queue', 'redis://u:secret@h/x'], 64, /^--queue names database '\/x'; allowed/],
    [['--queue', 'redis://h', '--workers', '2'], 64, /^--workers is for this machine/],
    [
      ['--queue', 'redis://127.0.0.1:1'],
      3,
      /^redis:\/\/127\.0\.0\.1:1: no Redis can be used there, .*ECONNREFUSED.*--queue names another/,
    ],
  ] as const;
  for (const [words, status, complaint] of wrong) {
    const ended = await follow(['sweep', 'planted.yaml', ...words], folder);
    t.is(ended.status, status, ended.stderr);
    t.regex(ended.stderr, complaint);
  }
  t.is((await follow(['worker'], folder)).status, 64);
  mkdirSync(join(folder, 'dist'));
  for (const file of ['orrery.cjs', 'application.cjs'])
    copyFileSync(join(repositoryRoot, 'dist', file), join(folder, 'dist', file));
  const bare = spawn(
    process.execPath,
    ['dist/application.cjs', 'sweep', 'planted.yaml', '--queue', 'redis://h'],
    {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let said = '';
  bare.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [status] = (await once(bare, 'close')) as [number];
  t.is(status, 3);
  t.is(said, '--queue needs packages that are not installed: npm install bullmq ioredis\n');
  t.false(existsSync(join(folder, 'out')));
});
