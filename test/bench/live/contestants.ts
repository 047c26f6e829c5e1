import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { application } from '../../cli/application.ts';
import { freePorts, until } from '../../live/running.ts';
import { repositoryRoot } from '../../tidy/repository.ts';
import type { DialectName } from './dialect.ts';

/** Something that is measured, running. */
export interface Contestant {
  readonly name: string;
  readonly ports: readonly number[];
  readonly dialects: readonly DialectName[];
  /** What its processes have computed so far. Unit: milliseconds; NaN where the system does not tell. */
  readonly cpuMs: () => number;
  readonly close: () => Promise<void>;
}

const NODES = 3;

export async function openBare(): Promise<Contestant> {
  const port = await freePorts(1);
  const bare = join(repositoryRoot, 'dist/test/bench/live/bare.js');
  return open('bare node:http', ['orrery'], [port], [[process.execPath, bare, String(port)]]);
}

/** @param flags of node, such as --cpu-prof */
export async function openOrrery(storage: 'memory' | 'lmdb', flags: readonly string[]): Promise<Contestant> {
  const first = await freePorts(NODES);
  const folder = mkdtempSync(join(tmpdir(), 'orrery-bench-'));
  const bundle = join(application, '../dist/application.cjs');
  const ports = portsFrom(first);
  const commands = ports.map((port) => [
    ...[process.execPath, ...flags, bundle, 'serve', '--listen', `127.0.0.1:${port}`, '--log-level', 'warn'],
    ...['--storage', storage, ...(port === first ? [] : ['--join', `127.0.0.1:${first}`])],
    ...(storage === 'memory' ? [] : ['--data', join(folder, String(port))]),
  ]);
  const contestant = await open(`orrery, ${storage}`, ['orrery', 'linearizable'], ports, commands, folder);
  for (const port of ports)
    await until('a whole cluster', async () => {
      if ((await page(`http://127.0.0.1:${port}/ready`)) === undefined) return undefined;
      const seen = (await page(`http://127.0.0.1:${port}/nodes`)) ?? '';
      return seen.split('"alive"').length - 1 === NODES ? true : undefined;
    });
  return contestant;
}

/** @returns undefined where it is not installed */
export async function openRedis(): Promise<Contestant | undefined> {
  if (!isInstalled('redis-server')) return undefined;
  const port = await freePorts(1);
  return open('redis, one', ['redis'], [port], [['redis-server', '--port', String(port), '--save', '']]);
}

/** Three nodes behind their JSON gateways. @returns undefined where it is not installed */
export async function openEtcd(): Promise<Contestant | undefined> {
  if (!isInstalled('etcd')) return undefined;
  const first = await freePorts(2 * NODES);
  const folder = mkdtempSync(join(tmpdir(), 'etcd-bench-'));
  const ports = portsFrom(first);
  const peer = (port: number) => `http://127.0.0.1:${port + NODES}`;
  const cluster = ports.map((port) => `n${port}=${peer(port)}`).join(',');
  const commands = ports.map((port) => [
    ...['etcd', '--name', `n${port}`, '--data-dir', join(folder, String(port)), '--log-level', 'error'],
    ...['--listen-client-urls', `http://127.0.0.1:${port}`, '--initial-cluster', cluster],
    ...['--advertise-client-urls', `http://127.0.0.1:${port}`, '--listen-peer-urls', peer(port)],
    ...['--initial-advertise-peer-urls', peer(port)],
  ]);
  const contestant = await open('etcd, disk', ['etcd'], ports, commands, folder);
  for (const port of ports) await until('etcd', () => page(`http://127.0.0.1:${port}/health`));
  return contestant;
}

const portsFrom = (first: number) => Array.from({ length: NODES }, (_, nth) => first + nth);

/** @returns nothing where it does not answer, or not well */
async function page(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url);
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined;
  }
}

function isInstalled(program: string): boolean {
  return spawnSync('which', [program]).status === 0;
}

async function open(
  name: string,
  dialects: readonly DialectName[],
  ports: readonly number[],
  commands: readonly (readonly string[])[],
  folder?: string,
): Promise<Contestant> {
  const processes: ChildProcess[] = [];
  for (const [program = '', ...words] of commands) {
    processes.push(spawn(program, words, { stdio: ['ignore', 'ignore', 'inherit'] }));
  }
  const close = async () => {
    await Promise.all(processes.map((one) => ended(one)));
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  };
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const cpuMs = () => processes.reduce((sum, { pid }) => sum + cpuMsOf(pid), 0);
  return { name, ports, dialects, cpuMs, close };
}

function ended(process: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    process.once('close', () => resolve());
    process.kill();
  });
}

/** Linux counts in hundredths of a second. */
function cpuMsOf(pid: number | undefined): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')')).split(' ');
    return 10 * (Number(fields[12]) + Number(fields[13]));
  } catch {
    return Number.NaN;
  }
}
