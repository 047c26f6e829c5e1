import { formatPercent } from '../../lib/ratio.ts';
import type { ActWords } from '../../report/terminal/act-words.ts';
import { count, list } from '../../report/terminal/words.ts';
import type { Act, ClockFault, DiskFate, DiskFault, HostSelector } from '../../scenario/act.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { hostNumber } from '../../sim/identity.ts';
import type { RareEvent } from '../../trace/event.ts';
import { linkFaultWords, nodesWords } from './link-fault-words.ts';

const PLACES = ['PRIMARY', 'SECONDARY', 'TERTIARY'];

/** What a scenario knows of its acts, for those who tell them. */
export function actWords(scenario: Scenario): ActWords {
  const hostOf = (node: number) => hostNumber(node, scenario.hosts.length);
  return { hostOf, detailOf: (event) => detailOf(scenario, event, hostOf) };
}

function detailOf(
  { acts, grading }: Scenario,
  event: RareEvent,
  hostOf: (node: number) => number,
): string | undefined {
  const find = <Kind extends Act['kind']>(kind: Kind): Extract<Act, { kind: Kind }> | undefined =>
    acts.find(
      (act): act is Extract<Act, { kind: Kind }> =>
        act.kind === kind && act.at === event.tick && 'node' in event && concerns(act, hostOf(event.node)),
    );
  switch (event.kind) {
    case 'host-crashed': {
      const crash = find('crash');
      return crash === undefined ? undefined : selectorWords(crash.hosts, grading !== undefined);
    }
    case 'host-started': {
      const restart = find('restart');
      return restart === undefined ? undefined : fateWords(restart.disk);
    }
    case 'clock-changed': {
      const clock = find('set-clock')?.clock;
      return clock?.kind === event.fault ? clockWords(clock) : undefined;
    }
    case 'disk-changed': {
      const disk = find('set-disk')?.disk;
      return disk?.kind === event.fault ? diskWords(disk) : undefined;
    }
    case 'fault-installed':
    case 'fault-removed':
      return faultWords(acts, event.fault);
    default:
      return undefined;
  }
}

function concerns(act: Act, host: number): boolean {
  if (!('hosts' in act)) return false;
  return act.hosts.kind !== 'numbers' || act.hosts.numbers.includes(host);
}

function faultWords(acts: readonly Act[], fault: number): string | undefined {
  for (const act of acts) {
    if (act.kind === 'install-fault' && act.fault === fault) return linkFaultWords(act.of);
    if (act.kind !== 'isolate' || act.fault !== fault) continue;
    const who =
      act.hosts.kind === 'numbers' ? nodesWords(act.hosts.numbers) : selectorWords(act.hosts, false);
    return act.oneWay ? `cut the links from ${who} to all others` : `cut ${who} off from all others`;
  }
  return undefined;
}

function selectorWords(hosts: HostSelector, drawn: boolean): string | undefined {
  switch (hosts.kind) {
    case 'numbers':
      return drawn ? 'drawn by the seed' : undefined;
    case 'replicas':
      return `${list(hosts.ranks.map((rank) => PLACES[rank] ?? `replica ${rank + 1}`))} of ${hosts.key}`;
    case 'bystander':
      return `the first idle one that is no replica of ${hosts.key}`;
    case 'chosen-by':
      return 'those chosen before';
  }
}

function fateWords(disk: DiskFate): string | undefined {
  switch (disk.kind) {
    case 'kept':
      return undefined;
    case 'lost':
      return 'its disk is lost';
    case 'swapped':
      return `with the disk of node ${disk.with}`;
  }
}

function clockWords(clock: ClockFault): string {
  switch (clock.kind) {
    case 'sound':
      return 'right again';
    case 'offset':
      return `${count(Math.abs(clock.ticks), 'tick')} ${clock.ticks < 0 ? 'behind' : 'ahead'}`;
    case 'drift':
      return `runs at ${clock.numerator}/${clock.denominator} of its rate`;
    case 'step':
      return `jumps ${count(Math.abs(clock.ticks), 'tick')} ${clock.ticks < 0 ? 'back' : 'ahead'}`;
    case 'freeze':
      return 'stands still';
  }
}

function diskWords(disk: DiskFault): string {
  switch (disk.kind) {
    case 'sound':
      return 'sound again';
    case 'slow':
      return `a write takes ${count(disk.ticks, 'tick')}`;
    case 'stall':
      return 'no write gets through';
    case 'full':
      return 'full';
    case 'torn':
      return 'a crash will tear the write under way';
    case 'rot':
      return `${formatPercent(disk.ratio)} of its entries rot`;
  }
}
