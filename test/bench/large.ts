import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Figure } from './measure.ts';

interface Run {
  readonly cpuSeconds: number;
  readonly peakMb: number;
  readonly ticks: number;
}

/** Large groups, each run whole and once, in a process of its own: processor time of all its threads, and peak memory. */
export function benchLarge(): readonly Figure[] {
  const hundred = run('heartbeats', 100, 700);
  const thousand = run('heartbeats', 1_000, 900);
  const [few, many] = [run('swim', 100, 1_000), run('swim', 1_000, 1_000)];
  const all = run('swim', 10_000, 3_150);
  const costOf = ({ cpuSeconds, ticks }: Run, nodes: number) => cpuSeconds / ticks / nodes;
  return [
    { what: 'read testcase, 100 nodes, heartbeats', value: hundred.cpuSeconds, unit: 's', bar: 0.15 },
    { what: 'the same: peak memory', value: hundred.peakMb, unit: 'MB', bar: 120 },
    { what: 'read testcase, 1 000 nodes, heartbeats', value: thousand.cpuSeconds, unit: 's', bar: 8 },
    { what: 'the same: peak memory', value: thousand.peakMb, unit: 'MB', bar: 500 },
    { what: 'read testcase, 10 000 nodes, SWIM, 3 150 ticks', value: all.cpuSeconds, unit: 's', bar: 120 },
    { what: 'the same: peak memory', value: all.peakMb, unit: 'MB', bar: 4_096 },
    {
      what: 'SWIM, a node and tick among 1 000 against 100',
      value: costOf(many, 1_000) / costOf(few, 100),
      unit: '×',
    },
    {
      what: 'SWIM, a node and tick among 10 000 against 100',
      value: costOf(all, 10_000) / costOf(few, 100),
      unit: '×',
      bar: 1.5,
    },
  ];
}

function run(detector: string, nodes: number, ticks: number): Run {
  const script = fileURLToPath(new URL('./large-run.js', import.meta.url));
  const words = ['--max-old-space-size=6000', script, detector, `${nodes}`, `${ticks}`];
  return JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' }));
}
