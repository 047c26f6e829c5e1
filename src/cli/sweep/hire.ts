import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { must } from '../../lib/assert.ts';

/**
 * There is a worker for each core, so V8 gets no threads of its own for collecting garbage: they would take the time that
 * they save one worker from another.
 */
const FLAGS = ['--single-threaded-gc'];

/** Starts a worker: this same program, with a channel to it. */
export function hireWorker(): ChildProcess {
  const bundle = must(process.argv[1], 'path of the bundle');
  const execArgv = [...process.execArgv, ...FLAGS];
  return fork(bundle, ['sweep-worker'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv });
}
