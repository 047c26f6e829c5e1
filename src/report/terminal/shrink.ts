import type { Shrunk } from '../../explore/shrink/shrink.ts';
import { count } from './words.ts';

type Size = Shrunk['after'];

/** What became of a failing run: how much there was to read, and how much is left. */
export function tellShrinking({ before, after, runs, isMinimal }: Shrunk): readonly string[] {
  return [
    `  before  ${tellSize(before)}`,
    `  after   ${tellSize(after)}`,
    `  ${count(runs, 'run')}; ${isMinimal ? 'no fault or operation of it can be left out' : 'perhaps not the least'}`,
  ];
}

export function tellSize({ hosts, faults, operations, clients, ticks }: Size): string {
  const asked = clients === 0 ? '' : ` of ${count(clients, 'client')}`;
  return [
    ...[count(hosts, 'host'), count(faults, 'fault'), `${count(operations, 'operation')}${asked}`],
    count(ticks, 'tick'),
  ].join(', ');
}
