import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import test from 'ava';
import { must } from '../../src/lib/assert.ts';
import { repositoryRoot } from '../tidy/repository.ts';
import type { Ended } from './application.ts';

/** A command line, the folder that it is followed in, and what is added to the environment. */
export interface Order {
  readonly words: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
}

interface Expecting {
  readonly resolve: (ended: Ended) => void;
  readonly reject: (error: Error) => void;
}

const expecting: Expecting[] = [];
let relay: ChildProcess | undefined;

/** What `runApplication` would return, from a process that all who ask share: where the process is not the point. */
export function follow(
  words: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  relay ??= start();
  const order: Order = { words, cwd, environment };
  relay.stdin?.write(`${JSON.stringify(order)}\n`);
  return new Promise((resolve, reject) => {
    expecting.push({ resolve, reject });
  });
}

function start(): ChildProcess {
  const { PATH = '' } = process.env;
  const script = join(repositoryRoot, 'dist/suites/scripts/relay.js');
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'], env: { PATH } });
  createInterface(child.stdout).on('line', (line) => {
    must(expecting.shift(), 'who asked').resolve(JSON.parse(line) as Ended);
  });
  child.once('exit', (status, signal) => {
    for (const { reject } of expecting) reject(new Error(`the relay ended with ${status ?? signal}`));
  });
  return child;
}

test.after.always('nobody asks the relay any more', () => {
  relay?.stdin?.end();
});
