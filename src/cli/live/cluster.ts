import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../../lib/assert.ts';
import { isLoopback, kebab } from '../../live/configuration.ts';
import { Controller } from '../../live/controller/controller.ts';
import type { Worker } from '../../live/controller/worker.ts';
import { mustBeServable } from '../../live/live-node.ts';
import { ServeError } from '../../live/serve-error.ts';
import { readTls } from '../../live/tls.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { homeFolder } from '../home.ts';
import { out } from '../output.ts';
import { badInput } from '../user-error.ts';
import type { Flags } from './configure.ts';
import { configure } from './configure.ts';
import { healthLines, showHealth } from './health.ts';
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
  'readToken',
  'tlsCert',
  'tlsKey',
  'tlsCa',
  'insecure',
  'operationTimeoutMs',
  'requestTimeoutMs',
  'maxValueBytes',
  'cache',
  'prefetch',
  'cacheTtlMs',
  'capacity',
  'compat',
  'otlpEndpoint',
  'logLevel',
] as const;

/** Runs a whole cluster on this machine until it is told to stop. @throws UserError */
export async function cluster({ nodes, host, port, flags }: ClusterOptions): Promise<ExitStatus> {
  const configuration = configure({ ...flags, listen: `${host}:${port}` }, process.env);
  const { storage, token, readToken, replicas = Math.min(MOST_COPIES, nodes) } = configuration;
  const data = storage === 'memory' ? undefined : (configuration.data ?? join('out', 'cluster'));
  const given = PASSED_ON.flatMap((name) => {
    const value = configuration[name];
    return value === undefined ? [] : [`--${kebab(name)}=${value}`];
  });
  try {
    mustBeServable(configuration, isLoopback(host));
    const tls = readTls(configuration);
    if (data !== undefined) makeDataFolder(data);
    const controller = new Controller({
      ...{ host, port, nodes, replicas, data, token, readToken, tell, compat: configuration.compat },
      ...{ tls, site: join(homeFolder(), 'dist', 'site'), maxValueBytes: configuration.maxValueBytes },
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
    const table = await tellAll(controller, `${tls === undefined ? 'http' : 'https'}://${host}:${port}`);
    const hide = showHealth(controller, table);
    await stopped;
    hide();
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

/** @returns the table that it shows */
async function tellAll(controller: Controller, home: string): Promise<readonly string[]> {
  started = true;
  const { workers } = controller;
  const table = await healthLines(controller);
  for (const line of table) out.line(`  ${line}`);
  const [first] = workers;
  const [curl, scheme] = home.startsWith('https') ? ['curl --cacert <tls-ca>', 'https'] : ['curl', 'http'];
  out.line(`  see it  ${home}/`);
  out.line(`  controller  ${home}/status`);
  out.line(`  try  ${curl} -X PUT ${scheme}://${first?.address}/kv/greeting -d '{"value":"hello"}'`);
  out.line(`       ${curl} ${scheme}://${workers.at(-1)?.address}/kv/greeting`);
  out.line('ready; Ctrl-C stops it');
  return table;
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
