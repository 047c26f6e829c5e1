import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must } from '../../src/lib/assert.ts';
import { application } from '../cli/application.ts';
import { send } from './clients.ts';

/** Far above what any answer takes on a machine with much else to do. */
const PATIENCE_MS = 60_000;

/** Until something holds. @throws where it does not in time */
export async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Below the ports that systems give to who asks for any: a connection of another test may take one of those at any time. */
const FIRST_PORT = 10_000;
const LAST_PORT = 30_000;

/** The first of so many ports in a row that are free now. */
export async function freePorts(count: number): Promise<number> {
  return until('free ports', async () => {
    const first = randomInt(FIRST_PORT, LAST_PORT - count);
    const held = await Promise.all(Array.from({ length: count }, (_, nth) => holdPort(first + nth)));
    await Promise.all(held.map((release) => release?.()));
    return held.every((release) => release !== undefined) ? first : undefined;
  });
}

/** @returns how to let go of it again; undefined where somebody has it */
function holdPort(port: number): Promise<(() => Promise<void>) | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => resolve(() => new Promise((done) => server.close(() => done()))));
  });
}

/** A process of the Application that goes on until it is stopped. */
export class Running {
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;
  output = '';

  constructor(
    words: readonly string[],
    environment: Readonly<Record<string, string>> = {},
    program: string = application,
  ) {
    const { PATH = '' } = process.env;
    // The channel ends with the tests, however they end, and the process with the channel.
    const stdio = ['ignore', 'pipe', 'pipe', 'ipc'] as const;
    this.process = spawn(program, words, { env: { PATH, ...environment }, stdio: [...stdio] });
    this.process.stdout?.on('data', (part) => this.#take(part));
    this.process.stderr?.on('data', (part) => this.#take(part));
    this.ended = new Promise((resolve) => this.process.once('close', (code) => resolve(code)));
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.process.kill(signal);
    return this.ended;
  }

  /** Until it has said this. */
  async says(text: string): Promise<void> {
    let isOver = false;
    void this.ended.then(() => {
      isOver = true;
    });
    await until(`'${text}' in ${this.output}`, async () => {
      if (this.output.includes(text)) return true;
      if (isOver) throw new Error(`it ended without '${text}': ${this.output}`);
      return undefined;
    });
  }

  #take(part: unknown): void {
    this.output += String(part);
  }
}

function killIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

interface Reported {
  readonly node_id: number;
  readonly address: string;
  readonly status: string;
  readonly starts: number;
  /** None while it is down. */
  readonly pid: number | null;
}

/** A cluster of processes on ports of its own, in a folder of its own. */
export class TestCluster {
  readonly folder = mkdtempSync(join(tmpdir(), 'orrery-cluster-'));
  readonly #size: number;
  readonly #first: number;
  readonly #running: Running;

  private constructor(size: number, first: number, flags: readonly string[]) {
    this.#size = size;
    this.#first = first;
    const given = ['--nodes', String(size), '--port', String(first), '--data', this.folder];
    // Time-outs that a machine with much else to do does not reach: what is tested here are answers, not their speed.
    this.#running = new Running(['cluster', ...given, '--operation-timeout-ms', '5000', ...flags]);
  }

  static async start(size: number, flags: readonly string[] = []): Promise<TestCluster> {
    const cluster = new TestCluster(size, await freePorts(size + 1), flags);
    await cluster.#running.says('ready; Ctrl-C stops it');
    return cluster;
  }

  get controller(): string {
    return `http://127.0.0.1:${this.#first}`;
  }

  /** Counted from 1. */
  node(number: number): string {
    return `127.0.0.1:${this.#first + number}`;
  }

  get nodes(): readonly string[] {
    return Array.from({ length: this.#size }, (_, nth) => this.node(nth + 1));
  }

  get output(): string {
    return this.#running.output;
  }

  async report(): Promise<readonly Reported[]> {
    const { body } = await send('GET', `${this.controller}/status`);
    return (JSON.parse(body) as { readonly nodes: readonly Reported[] }).nodes;
  }

  /** Kills nodes as a power cut would, or lets them finish. */
  async kill(numbers: readonly number[], signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const report = await this.report();
    for (const number of numbers) {
      const pid = report[number - 1]?.pid;
      if (pid !== null) killIfThere(must(pid, 'its process'), signal);
    }
  }

  /** Until every node that was started so often serves again, and sees all others alive. */
  async whole(starts: readonly number[]): Promise<void> {
    await until('the whole cluster', async () => {
      const report = await this.report();
      if (report.some(({ status, starts: so }, nth) => status !== 'online' || so < (starts[nth] ?? 1)))
        return undefined;
      const views = await Promise.all(this.nodes.map((node) => send('GET', `http://${node}/nodes`)));
      const isWhole = ({ body }: { readonly body: string }) =>
        body.split('"alive"').length - 1 === this.#size;
      return views.every(isWhole) ? true : undefined;
    });
  }

  async stop(): Promise<number | null> {
    const status = await this.#running.stop();
    rmSync(this.folder, { recursive: true, force: true });
    return status;
  }
}
