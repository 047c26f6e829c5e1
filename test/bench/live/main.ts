import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '../../tidy/repository.ts';
import type { Contestant } from './contestants.ts';
import { openBare, openEtcd, openOrrery, openRedis } from './contestants.ts';
import type { Load, Measured } from './load.ts';

/**
 * `make bench-live`: rates and latencies of a cluster of three beside what else is there, in one run.
 *
 * --connections 50,200 --seconds 5 --only orrery,bare --node-flags=--cpu-prof
 */
const { values: given } = parseArgs({
  options: {
    connections: { type: 'string', default: '50,200,1000' },
    seconds: { type: 'string', default: '4' },
    only: { type: 'string', default: '' },
    'node-flags': { type: 'string', default: '' },
  },
});

interface Row extends Measured {
  readonly name: string;
  readonly verb: Load['verb'];
  readonly level: string;
  readonly connections: number;
  /** Of the rate of the bare server for the same verb and connections. */
  readonly ratio: number;
  /** What all its processes computed for one answer. Unit: microseconds. */
  readonly cpuMicros: number;
}

const rows: Row[] = [];
const flags = given['node-flags'].split(' ').filter((flag) => flag !== '');
const opens: readonly [string, () => Promise<Contestant | undefined>][] = [
  ['bare', openBare],
  ['memory', () => openOrrery('memory', flags)],
  ['lmdb', () => openOrrery('lmdb', flags)],
  ['redis', openRedis],
  ['etcd', openEtcd],
];
process.stdout.write(
  `${'contestant'.padEnd(32)} conns      rate/s  ratio     p50     p99   p99.9 ms  failures  cpu µs\n`,
);
for (const [short, open] of opens) {
  if (given.only !== '' && !given.only.split(',').includes(short)) continue;
  const contestant = await open();
  if (contestant === undefined) process.stdout.write(`${short} is not installed\n`);
  else await measureAll(contestant);
}
mkdirSync(join(repositoryRoot, 'out/bench'), { recursive: true });
writeFileSync(
  join(repositoryRoot, 'out/bench/live.json'),
  `${JSON.stringify({ node: process.version, rows }, null, 2)}\n`,
);

async function measureAll(contestant: Contestant): Promise<void> {
  const { name, ports, dialects, cpuMs, close } = contestant;
  for (const dialect of dialects)
    await measure({ dialect, ports, verb: 'get', connections: 50, warmUpMs: 4_000, measuredMs: 1 });
  for (const dialect of dialects)
    for (const connections of given.connections.split(',').map(Number))
      for (const verb of ['put', 'get'] as const) {
        const measuredMs = Number(given.seconds) * 1_000;
        const before = cpuMs();
        const measured = await measure({ dialect, ports, verb, connections, warmUpMs: 1_000, measuredMs });
        const cpuMicros = (1_000 * (cpuMs() - before)) / measured.answered;
        const bare = rows.find((row) => row.verb === verb && row.connections === connections);
        const level = dialect === 'orrery' && name !== 'bare node:http' ? 'quorum' : dialect;
        const ratio = measured.rate / (bare?.rate ?? measured.rate);
        const row = { name, verb, level, connections, ...measured, ratio, cpuMicros };
        rows.push(row);
        process.stdout.write(`${line(row)}\n`);
      }
  await close();
}

function measure(load: Load): Promise<Measured> {
  const program = join(repositoryRoot, 'dist/test/bench/live/load.js');
  const process_ = spawn(process.execPath, [program, JSON.stringify(load)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  process_.stdout.on('data', (part) => {
    text += String(part);
  });
  return new Promise((resolve) => process_.once('close', () => resolve(JSON.parse(text) as Measured)));
}

function line({
  name,
  verb,
  level,
  connections,
  rate,
  ratio,
  p50,
  p99,
  p999,
  failures,
  cpuMicros,
}: Row): string {
  const what = `${name}${level === 'orrery' ? '' : `, ${level}`} ${verb.toUpperCase()}`;
  const latencies = [p50, p99, p999].map((millis) => millis.toFixed(2).padStart(7)).join(' ');
  return `${what.padEnd(32)} ${String(connections).padStart(5)} ${rate.toFixed(0).padStart(11)} ${ratio.toFixed(2).padStart(6)} ${latencies} ${String(failures).padStart(12)} ${cpuMicros.toFixed(0).padStart(7)}`;
}
