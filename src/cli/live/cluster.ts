import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../../lib/assert.ts';
import { isLoopback } from '../../live/configuration.ts';
import { Controller } from '../../live/controller/controller.ts';
import type { Worker } from '../../live/controller/worker.ts';
import { mustBeServable } from '../../live/live-node.ts';
import { ServeError } from '../../live/serve-error.ts';
import type { Cell } from '../../report/terminal/table.ts';
import { layTable } from '../../report/terminal/table.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { out } from '../output.ts';
import { badInput } from '../user-error.ts';
import type { Flags } from './configure.ts';
import { configure } from './configure.ts';
import { orphaned } from './orphaned.ts';
import { makeDataFolder } from './serve.ts';

export interface ClusterOptions {
  readonly nodes: number;
  readonly host: string;
  readonly port: number;
  /** Of every node; `data` is the folder of them all. */
  readonly flags: Flags;
}

const MOST_COPIES = 3;
/** What of the flags every worker is given as well, beside its own. */
const PASSED_ON = [
  'storage',
  'cluster',
  'token',
  'insecure',
  'operationTimeoutMs',
  'maxValueBytes',
  'logLevel',
] as const;

/** Runs a whole cluster on this machine until it is told to stop. @throws UserError */
export async function cluster({ nodes, host, port, flags }: ClusterOptions): Promise<ExitStatus> {
  const configuration = configure({ ...flags, listen: `${host}:${port}` }, process.env);
  const { storage, token, replicas = Math.min(MOST_COPIES, nodes) } = configuration;
  const data = storage === 'memory' ? undefined : (configuration.data ?? join('out', 'cluster'));
  const given = PASSED_ON.flatMap((name) => {
    const value = configuration[name];
    return value === undefined ? [] : [`--${name}=${value}`];
  });
  try {
    mustBeServable(configuration, isLoopback(host));
    if (data !== undefined) makeDataFolder(data);
    const controller = new Controller({
      ...{ host, port, nodes, replicas, data, token, tell },
      launch: (own, number) => {
        const log = data === undefined ? 'ignore' : openSync(join(data, `n${number}.log`), 'a');
        const program = must(process.argv[1], 'path of the program');
        return spawn(process.execPath, [program, 'serve', ...given, ...own], {
          stdio: ['ignore', 'ignore', log, 'ipc'],
        });
      },
    });
    const stopped = Promise.race([told(), orphaned()]);
    out.line(`starting ${nodes} nodes, ${replicas} copies of each key, ${data ?? 'in memory'} …`);
    await Promise.race([controller.start(), stopped]);
    tellAll(controller, host, port);
    await stopped;
    out.line('stopping …');
    await controller.stop();
    out.line(data === undefined ? 'stopped' : `stopped; everything is kept in ${data}`);
    return EXIT.holds;
  } catch (error) {
    throw error instanceof ServeError ? badInput(error.message) : error;
  }
}

let started = false;

function tell(worker: Worker, what: string): void {
  if (started || what !== 'is up') out.line(`${clock()}  n${worker.number} ${what}`);
}

function tellAll({ workers }: Controller, host: string, port: number): void {
  started = true;
  const head: readonly Cell[] = [
    { text: 'node' },
    { text: 'id' },
    { text: 'address' },
    { text: 'pid' },
    { text: 'state' },
  ];
  const rows = workers.map(({ number, node, address, pid, state }) =>
    [`n${number}`, node, address, pid, state].map((text) => ({ text: String(text ?? '–') })),
  );
  for (const line of layTable([head, ...rows])) out.line(`  ${line}`);
  const [first] = workers;
  out.line(`  controller  http://${host}:${port}/status`);
  out.line(`  try  curl -X PUT http://${first?.address}/kv/greeting -d '{"value":"hello"}'`);
  out.line(`       curl http://${workers.at(-1)?.address}/kv/greeting`);
  out.line('ready; Ctrl-C stops it');
}

function clock(): string {
  return new Date().toTimeString().slice(0, 8);
}

function told(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
