import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { must } from '../../lib/assert.ts';

/** Starts a worker: this same program, with a channel to it. */
export function hireWorker(): ChildProcess {
  const bundle = must(process.argv[1], 'path of the bundle');
  return fork(bundle, ['sweep-worker'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
}
