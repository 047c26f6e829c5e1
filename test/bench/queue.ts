import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RedisServer } from '../sweep/redis-server.ts';
import { repositoryRoot } from '../tidy/repository.ts';
import type { Figure } from './measure.ts';
import { paceOf } from './sweep.ts';

const SECONDS = 10;
const TESTCASE = 'quorum/an-acknowledged-write-survives-one-crash.yaml';

/** Seeds a second with two local workers, and with two that take them from a queue: both start their processes within the time. */
export async function benchQueue(): Promise<readonly Figure[]> {
  if (!RedisServer.isInstalled) return [];
  const cwd = mkdtempSync(join(tmpdir(), 'orrery-bench-'));
  const redis = await RedisServer.start();
  let worker: ChildProcess | undefined;
  try {
    worker = spawn(join(repositoryRoot, 'Application'), ['worker', '--queue', redis.url, '--workers', '2'], {
      cwd,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    // It tells that it waits.
    await once(worker.stderr ?? worker, 'data');
    const local = paceOf(TESTCASE, SECONDS, ['--workers', '2'], cwd);
    const queued = paceOf(TESTCASE, SECONDS, ['--queue', redis.url], cwd);
    return [
      { what: `sweep through a queue, 2 workers`, value: queued, unit: 'seeds/s' },
      { what: 'the queue against 2 local workers', value: queued / local, unit: '×', least: 0.85 },
    ];
  } finally {
    worker?.kill('SIGKILL');
    await redis.end();
    rmSync(cwd, { recursive: true, force: true });
  }
}
