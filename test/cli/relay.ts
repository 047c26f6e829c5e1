/**
 * One process that follows many command lines, each with the whole Application begun anew and a folder of its own:
 * what a process of its own would cost is paid once. An `Order` a line comes in, an `Ended` a line goes out.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { repositoryRoot } from '../tidy/repository.ts';
import type { Order } from './follow.ts';

const program = join(repositoryRoot, 'dist/application.cjs');
const require = createRequire(import.meta.url);
const surroundings = { ...process.env };
const waiting: Order[] = [];
/** What the command at hand has written to its streams, by their numbers; undefined between commands. */
let written: ['', string, string] | undefined;

const write = fs.writeSync;
Object.assign(fs, {
  writeSync: (fd: number, bytes: Uint8Array) => {
    if (written === undefined || (fd !== 1 && fd !== 2)) return write(fd, bytes);
    written[fd] += Buffer.from(bytes).toString();
    return bytes.length;
  },
});

createInterface(process.stdin).on('line', (line) => {
  waiting.push(JSON.parse(line) as Order);
  begin();
});

// A command is over when a process of its own would end: when there is nothing left to wait for.
process.on('beforeExit', () => {
  if (written === undefined) return;
  const [, stdout, stderr] = written;
  written = undefined;
  write(1, `${JSON.stringify({ status: process.exitCode ?? 0, stdout, stderr })}\n`);
  process.exitCode = undefined;
  process.chdir(repositoryRoot);
  process.stdin.ref();
  // Only what is still to come keeps the process from ending here.
  setImmediate(begin);
});

function begin(): void {
  const order = written === undefined ? waiting.shift() : undefined;
  if (order === undefined) return;
  written = ['', '', ''];
  process.stdin.unref();
  process.chdir(order.cwd);
  process.env = { ...surroundings, ...order.environment };
  process.argv = [process.execPath, program, ...order.words];
  delete require.cache[program];
  require(program);
}
