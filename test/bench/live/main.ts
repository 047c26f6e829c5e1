import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '../../tidy/repository.ts';
import type { Results } from './bars.ts';
import { barsOf, isMet } from './bars.ts';
import type { Contestant } from './contestant.ts';
import type { ContestantName } from './contestants.ts';
import { CONTESTANTS, openBare, openOrrery } from './contestants.ts';
import type { Kill } from './kill.ts';
import { measureKills } from './kill.ts';
import { LoadProcess } from './load-process.ts';
import type { OpenLoop } from './overload.ts';
import { measureOpenLoops } from './overload.ts';
import type { Rate } from './rates.ts';
import { measureRates } from './rates.ts';
import type { SingleTime } from './single-times.ts';
import { measureSingleTimes } from './single-times.ts';
import type { Soak } from './soak.ts';
import { soak } from './soak.ts';
import * as table from './table.ts';

const HELP = `make bench-live BENCH='…': a cluster of three beside what else is there, in one run

--only memory,lmdb     contestants: ${Object.keys(CONTESTANTS).join(', ')}
--parts rates          parts: rates, times, kill, open, soak
--connections 50,200   of the closed loops
--rounds 3 --seconds 2 how often each is measured in turn with the bare server, and how long
--soak 1h              s, m or h
--node-flags=…         of our nodes, such as --cpu-prof; they are then measured by rates only
`;
const { values: given } = parseArgs({
  options: {
    connections: { type: 'string', default: '50,200,1000' },
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: Object.keys(CONTESTANTS).join() },
    parts: { type: 'string', default: 'rates,times,kill,open,soak' },
    soak: { type: 'string', default: '30s' },
    'node-flags': { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
});

const flags = given['node-flags'].split(' ').filter((flag) => flag !== '');
const parts = given.parts.split(',');
const measuredMs = 1_000 * Number(given.seconds);
const load = new LoadProcess();
const rates: Rate[] = [];
const times: SingleTime[] = [];
const kills: Kill[] = [];
const loops: OpenLoop[] = [];
const soaks: Soak[] = [];

if (given.help) print(HELP);
else await measureAll();
load.close();

async function measureAll(): Promise<void> {
  const names = given.only.split(',').map(nameOf);
  if (parts.includes('rates')) await section(table.HEADS.rates, names, ratesOf);
  if (parts.includes('times')) await section(table.HEADS.times, names, timesOf);
  if (parts.includes('kill')) {
    print(`\n${table.HEADS.kills}`);
    for (const name of names)
      if (/memory|etcd$/.test(name))
        for await (const kill of measureKills(CONTESTANTS[name], load)) keep(kills, kill, table.killLine);
  }
  const own = names.filter((name) => name === 'memory' || name === 'lmdb');
  if (parts.includes('open')) await section(table.HEADS.loops, own, loopsOf);
  if (parts.includes('soak'))
    await section(table.HEADS.soaks, own, async (contestant) =>
      keep(soaks, await soak(contestant, load, secondsOf(given.soak)), table.soakLine),
    );
  report({ rates, times, kills, loops, soaks });
}

/** Opens one after the other. */
async function section(
  head: string,
  names: readonly ContestantName[],
  measure: (contestant: Contestant) => Promise<void>,
): Promise<void> {
  print(`\n${head}`);
  for (const name of names) {
    const contestant = await openByName(name);
    if (contestant === undefined) {
      print(`${name} is not installed: left out\n`);
      continue;
    }
    await measure(contestant);
    await contestant.close();
  }
}

function openByName(name: ContestantName): Promise<Contestant | undefined> {
  if (flags.length > 0 && (name === 'memory' || name === 'lmdb')) return openOrrery(name, flags);
  return CONTESTANTS[name]();
}

async function ratesOf(contestant: Contestant): Promise<void> {
  const bare = await openBare(1);
  await load.fill(bare);
  const plan = {
    connections: given.connections.split(',').map(Number),
    rounds: Number(given.rounds),
    measuredMs,
  };
  for await (const rate of measureRates(bare, contestant, load, plan)) keep(rates, rate, table.rateLine);
  await bare.close();
}

async function timesOf(contestant: Contestant): Promise<void> {
  for (const time of await measureSingleTimes(contestant, load)) keep(times, time, table.timeLine);
}

async function loopsOf(contestant: Contestant): Promise<void> {
  for await (const loop of measureOpenLoops(contestant, load, 2 * measuredMs))
    keep(loops, loop, table.loopLine);
}

function keep<T>(all: T[], one: T, line: (one: T) => string): void {
  all.push(one);
  print(line(one));
}

function report(results: Results): void {
  const bars = barsOf(results).map((bar) => ({ ...bar, met: isMet(bar) }));
  print(`\n${table.HEADS.bars}`);
  for (const bar of bars) print(table.barLine(bar));
  const machine = { node: process.version, cpus: cpus().length, load: loadavg() };
  const path = join(repositoryRoot, 'out/bench/live.json');
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `${JSON.stringify({ machine, ...results, bars }, null, 2)}\n`);
  print(`\nwritten to ${path}\n`);
}

function nameOf(name: string): ContestantName {
  const known = (Object.keys(CONTESTANTS) as ContestantName[]).find((one) => one === name);
  if (known === undefined) throw new Error(`there is no contestant ${name}\n${HELP}`);
  return known;
}

/** @param text such as 30s, 5m or 1h */
function secondsOf(text: string): number {
  const [, count, unit = 's'] = /^(\d+)([smh])?$/.exec(text) ?? [];
  if (count === undefined) throw new Error(`--soak ${text}: say how long, such as 30s, 5m or 1h`);
  return Number(count) * ({ s: 1, m: 60, h: 3_600 }[unit] ?? 1);
}

function print(text: string): void {
  process.stdout.write(text);
}
