import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import type { DialectName } from './dialect.ts';

/** Something that is measured, running. */
export interface Contestant {
  readonly name: string;
  readonly ports: readonly number[];
  /** Of its processes, in the order of the ports. */
  readonly pids: readonly number[];
  /** What is promised, and how that is asked for. */
  readonly levels: readonly (readonly [level: string, dialect: DialectName])[];
  /** What its processes have computed so far. Unit: milliseconds; NaN where the system does not tell. */
  readonly cpuMs: () => number;
  readonly close: () => Promise<void>;
}

/** Until a process that was started can be called. Unit: milliseconds. */
const START_MS = 1_000;

export async function openContestant(of: {
  readonly name: string;
  readonly levels: Contestant['levels'];
  readonly ports: readonly number[];
  readonly commands: readonly (readonly string[])[];
  /** Taken away in the end. */
  readonly folder?: string;
}): Promise<Contestant> {
  const { name, levels, ports, commands, folder } = of;
  const processes: ChildProcess[] = [];
  for (const [program = '', ...words] of commands)
    processes.push(spawn(program, words, { stdio: ['ignore', 'ignore', 'inherit'] }));
  const end = () => {
    for (const one of processes) one.kill('SIGKILL');
  };
  process.once('exit', end);
  await new Promise((resolve) => setTimeout(resolve, START_MS));
  const pids = processes.map(({ pid }) => pid ?? 0);
  return {
    ...{ name, ports, pids, levels },
    cpuMs: () => pids.reduce((sum, pid) => sum + cpuMsOf(pid), 0),
    close: async () => {
      await Promise.all(processes.map(ended));
      process.off('exit', end);
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resident memory of a process. Unit: bytes; NaN where it is gone or the system does not tell. */
export function residentBytes(pid: number): number {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return 1_024 * Number(kilobytes);
  } catch {
    return Number.NaN;
  }
}

function ended(one: ChildProcess): Promise<void> {
  if (one.exitCode !== null || one.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    one.once('close', () => resolve());
    one.kill();
  });
}

/** Linux counts in hundredths of a second. */
function cpuMsOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')')).split(' ');
    return 10 * (Number(fields[12]) + Number(fields[13]));
  } catch {
    return Number.NaN;
  }
}
