import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { application } from '../../cli/application.ts';
import { freePorts, until } from '../../live/running.ts';
import { repositoryRoot } from '../../tidy/repository.ts';
import type { Contestant } from './contestant.ts';
import { openContestant } from './contestant.ts';

const NODES = 3;
/** A file system in memory, where there is one. */
const MEMORY = '/dev/shm';

/** By the short names that `--only` takes. Each yields undefined where it is not installed. */
export const CONTESTANTS = {
  bare3: () => openBare(NODES),
  memory: () => openOrrery('memory', []),
  lmdb: () => openOrrery('lmdb', []),
  express: openExpress,
  redis: openRedis,
  'etcd-memory': () => (existsSync(MEMORY) ? openEtcd('memory', MEMORY) : Promise.resolve(undefined)),
  etcd: () => openEtcd('disk', tmpdir()),
} satisfies Readonly<Record<string, () => Promise<Contestant | undefined>>>;
export type ContestantName = keyof typeof CONTESTANTS;

/** The ceiling of a server on node:http; several share the connections and nothing else. */
export async function openBare(servers: number): Promise<Contestant> {
  const first = await freePorts(servers);
  const program = join(repositoryRoot, 'dist/test/bench/live/bare.js');
  const ports = portsFrom(first, servers);
  return openContestant({
    name: servers === 1 ? 'bare node:http' : `${servers} × bare node:http`,
    levels: [['plain', 'orrery']],
    ports,
    commands: ports.map((port) => [process.execPath, program, String(port)]),
  });
}

/** @param flags of node, such as --cpu-prof */
export async function openOrrery(storage: 'memory' | 'lmdb', flags: readonly string[]): Promise<Contestant> {
  const first = await freePorts(NODES);
  const folder = mkdtempSync(join(tmpdir(), 'orrery-bench-'));
  const bundle = join(application, '../dist/application.cjs');
  const ports = portsFrom(first, NODES);
  const contestant = await openContestant({
    name: `orrery, ${storage}`,
    levels: [
      ['quorum', 'orrery'],
      ['linearizable', 'linearizable'],
    ],
    ports,
    commands: ports.map((port) => [
      ...[
        process.execPath,
        ...flags,
        bundle,
        'serve',
        '--listen',
        `127.0.0.1:${port}`,
        '--log-level',
        'error',
      ],
      ...['--storage', storage, ...(port === first ? [] : ['--join', `127.0.0.1:${first}`])],
      ...(storage === 'memory' ? [] : ['--data', join(folder, String(port))]),
    ]),
    folder,
  });
  for (const port of ports)
    await until('a whole cluster', async () => {
      if ((await page(`http://127.0.0.1:${port}/ready`)) === undefined) return undefined;
      const seen = (await page(`http://127.0.0.1:${port}/nodes`)) ?? '';
      return seen.split('"alive"').length - 1 === NODES ? true : undefined;
    });
  return contestant;
}

async function openExpress(): Promise<Contestant> {
  const first = await freePorts(2 * NODES);
  const folder = mkdtempSync(join(tmpdir(), 'express-bench-'));
  const program = join(repositoryRoot, 'dist/test/bench/live/express-unary.js');
  const ports = portsFrom(first, NODES).map(String);
  return openContestant({
    name: 'express + unary gRPC',
    levels: [['quorum', 'orrery']],
    ports: ports.map(Number),
    commands: ports.map((port) => [process.execPath, program, port, join(folder, `${port}.json`), ...ports]),
    folder,
  });
}

async function openRedis(): Promise<Contestant | undefined> {
  if (!isInstalled('redis-server')) return undefined;
  const port = await freePorts(1);
  return openContestant({
    name: 'redis, one',
    levels: [['plain', 'redis']],
    ports: [port],
    commands: [['redis-server', '--port', String(port), '--save', '']],
  });
}

async function openEtcd(where: 'memory' | 'disk', root: string): Promise<Contestant | undefined> {
  if (!isInstalled('etcd')) return undefined;
  const first = await freePorts(2 * NODES);
  const folder = mkdtempSync(join(root, 'etcd-bench-'));
  const ports = portsFrom(first, NODES);
  const peer = (port: number) => `http://127.0.0.1:${port + NODES}`;
  const cluster = ports.map((port) => `n${port}=${peer(port)}`).join(',');
  const contestant = await openContestant({
    name: `etcd, ${where}`,
    levels: [['linearizable', 'etcd']],
    ports,
    commands: ports.map((port) => [
      ...[
        'etcd',
        '--name',
        `n${port}`,
        '--data-dir',
        join(folder, String(port)),
        '--logger',
        'zap',
        '--log-level',
        'fatal',
      ],
      ...['--listen-client-urls', `http://127.0.0.1:${port}`, '--initial-cluster', cluster],
      ...['--advertise-client-urls', `http://127.0.0.1:${port}`, '--listen-peer-urls', peer(port)],
      ...['--initial-advertise-peer-urls', peer(port)],
    ]),
    folder,
  });
  for (const port of ports) await until('etcd', () => page(`http://127.0.0.1:${port}/health`));
  return contestant;
}

const portsFrom = (first: number, count: number) => Array.from({ length: count }, (_, nth) => first + nth);

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
