import type { ClockFault, DiskFate, DiskFault, HostSelector } from '../act.ts';
import type { FaultOf } from '../file/faults/fault.ts';
import { fixedHosts, selectorOf } from './choose-hosts.ts';
import type { Draft, Stage } from './draft.ts';

type Entry<W extends Parameters<typeof expandHostFault>[0]['what']> = FaultOf<W>;

/** A fault of hosts, and its end where it has one. */
export function expandHostFault(
  fault: FaultOf<
    | 'leave'
    | 'dismiss'
    | 'change'
    | 'crash'
    | 'restart'
    | 'pause'
    | 'resume'
    | 'slow'
    | 'clock'
    | 'disk'
    | 'rolling-restart'
    | 'mass-failure'
  >,
  number: number,
  stage: Stage,
): readonly Draft[] {
  const { at } = fault;
  switch (fault.what) {
    case 'crash':
      return crash(fault, selectorOf(fault.crash, stage, number), number, fateOf(fault.disk));
    case 'mass-failure':
      return crash(fault, { kind: 'numbers', numbers: massOf(fault, stage, number) }, number, {
        kind: 'kept',
      });
    case 'restart':
      return [
        { kind: 'restart', at, hosts: selectorOf(fault.restart, stage, number), disk: fateOf(fault.disk) },
      ];
    case 'pause': {
      const hosts = selectorOf(fault.pause, stage, number);
      return [
        { kind: 'pause', at, hosts },
        ...ended(fault, (end) => ({ kind: 'resume', at: end, hosts: again(hosts, number) })),
      ];
    }
    case 'resume':
      return [{ kind: 'resume', at, hosts: selectorOf(fault.resume, stage, number) }];
    case 'slow':
      return changed(fault, selectorOf(fault.slow, stage, number), number, [
        { kind: 'slow', byTicks: fault.by },
        { kind: 'slow', byTicks: 0 },
      ]);
    case 'clock':
      return changed(fault, selectorOf(fault.clock.host, stage, number), number, [
        { kind: 'set-clock', clock: clockOf(fault.clock) },
        { kind: 'set-clock', clock: { kind: 'sound' } },
      ]);
    case 'disk':
      return changed(fault, selectorOf(fault.disk.host, stage, number), number, [
        { kind: 'set-disk', disk: diskOf(fault.disk) },
        { kind: 'set-disk', disk: { kind: 'sound' } },
      ]);
    case 'leave':
      return [{ kind: 'leave', at, hosts: selectorOf(fault.leave, stage, number) }];
    case 'dismiss':
      return [
        {
          ...{ kind: 'dismiss', at, hosts: selectorOf(fault.dismiss, stage, number) },
          ...(fault.lost === true ? { lost: true } : {}),
        },
      ];
    case 'change':
      return [{ kind: 'steer', at, how: fault.change }];
    case 'rolling-restart':
      return rolling(fault, stage, number);
  }
}

type Change =
  | { readonly kind: 'slow'; readonly byTicks: number }
  | { readonly kind: 'set-clock'; readonly clock: ClockFault }
  | { readonly kind: 'set-disk'; readonly disk: DiskFault };

/** Hosts are changed, and changed back at the end. */
function changed(
  fault: { readonly at: number; readonly until?: number },
  hosts: HostSelector,
  number: number,
  [change, back]: readonly [Change, Change],
): readonly Draft[] {
  return [
    { ...change, at: fault.at, hosts },
    ...ended(fault, (at) => ({ ...back, at, hosts: again(hosts, number) })),
  ];
}

/** The acts at the end of a fault, where it has one. */
function ended(fault: { readonly until?: number }, end: (at: number) => Draft): readonly Draft[] {
  return fault.until === undefined ? [] : [end(fault.until)];
}

/** The hosts that an act chose: by their numbers, or as whoever it was. */
function again(hosts: HostSelector, number: number): HostSelector {
  return hosts.kind === 'numbers' ? hosts : { kind: 'chosen-by', act: number };
}

function crash(
  fault: { readonly at: number; readonly until?: number },
  hosts: HostSelector,
  number: number,
  disk: DiskFate,
): readonly Draft[] {
  return [
    { kind: 'crash', at: fault.at, hosts },
    ...ended(fault, (at) => ({ kind: 'restart', at, hosts: again(hosts, number), disk })),
  ];
}

function massOf(fault: Entry<'mass-failure'>, stage: Stage, number: number): readonly number[] {
  const mass = fault['mass-failure'];
  if ('hosts' in mass) return fixedHosts(mass.hosts, stage, number);
  const count = Math.floor((stage.nodes * mass.share.numerator) / mass.share.denominator);
  return count === 0 ? [] : fixedHosts({ random: count }, stage, number);
}

function rolling(fault: Entry<'rolling-restart'>, stage: Stage, number: number): readonly Draft[] {
  const { every, down, hosts } = fault['rolling-restart'];
  return fixedHosts(hosts, stage, number).flatMap((host, index): readonly Draft[] => {
    const at = fault.at + index * every;
    const one: HostSelector = { kind: 'numbers', numbers: [host] };
    return [
      { kind: 'crash', at, hosts: one },
      { kind: 'restart', at: at + down, hosts: one, disk: { kind: 'kept' } },
    ];
  });
}

function fateOf(disk: Entry<'restart'>['disk']): DiskFate {
  return typeof disk === 'string' ? { kind: disk } : { kind: 'swapped', with: disk.swapped };
}

function clockOf(clock: Entry<'clock'>['clock']): ClockFault {
  if (clock.offset !== undefined) return { kind: 'offset', ticks: clock.offset };
  if (clock.drift !== undefined) return { kind: 'drift', ...clock.drift };
  if (clock.step !== undefined) return { kind: 'step', ticks: clock.step };
  return clock.freeze === undefined ? { kind: 'sound' } : { kind: 'freeze' };
}

function diskOf(disk: Entry<'disk'>['disk']): DiskFault {
  if (disk.slow !== undefined) return { kind: 'slow', ticks: disk.slow };
  if (disk.rot !== undefined) return { kind: 'rot', ratio: disk.rot };
  if (disk.stall !== undefined) return { kind: 'stall' };
  if (disk.full !== undefined) return { kind: 'full' };
  return disk.torn === undefined ? { kind: 'sound' } : { kind: 'torn' };
}
