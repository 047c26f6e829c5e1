import { hostNumber } from '../../sim/identity.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { tellFate } from '../../trace/words/event.ts';
import { nodeName } from '../../trace/words/name.ts';
import type { Draft } from './line.ts';

/** What befell hosts and links between two ticks, among the events of a slice. */
export function tellFaults(
  events: readonly TraceEvent[],
  slice: readonly number[],
  span: { readonly from: number; readonly to: number },
  { faults, hosts }: { readonly faults: ReadonlyMap<number, string>; readonly hosts: number },
): readonly Draft[] {
  return slice.flatMap((at): Draft[] => {
    const event = events[at];
    if (event === undefined || event.tick < span.from || event.tick > span.to) return [];
    const text = tellNewcomer(event, hosts) ?? tellOne(event, faults);
    if (text === undefined) return [];
    const weight = event.kind === 'host-crashed' || event.kind === 'disk-damaged' ? 'strong' : 'plain';
    return [{ tick: event.tick, at, weight, tell: () => text }];
  });
}

/** Faults of links that were there before the story begins and last into it. */
export function faultsInForce(
  events: readonly TraceEvent[],
  before: number,
  faults: ReadonlyMap<number, string>,
): readonly string[] {
  const open = new Map<number, string>();
  for (const event of events) {
    if (event.tick >= before) break;
    if (event.kind === 'fault-installed')
      open.set(event.fault, `since tick ${event.tick}: ${faultName(event, faults)}`);
    if (event.kind === 'fault-removed') open.delete(event.fault);
    if (event.kind === 'healed') open.clear();
  }
  return [...open.values()];
}

function tellOne(event: TraceEvent, faults: ReadonlyMap<number, string>): string | undefined {
  switch (event.kind) {
    case 'fault-installed':
      return `from now on: ${faultName(event, faults)}`;
    case 'fault-removed':
      return `no longer: ${faults.get(event.fault) ?? `fault ${event.fault}`}`;
    case 'clock-changed':
    case 'disk-changed':
      // Healing sets every clock and disk right, whether or not anything was wrong with it.
      return event.fault === 'sound' ? undefined : tellFate(event);
    case 'host-crashed':
    case 'host-started':
    case 'host-paused':
    case 'host-resumed':
    case 'host-slowed':
    case 'disk-damaged':
    case 'healed':
    case 'loss-changed':
      return tellFate(event);
    default:
      return undefined;
  }
}

/** A host that starts as another node than before has lost its disk. */
function tellNewcomer(event: TraceEvent, hosts: number): string | undefined {
  if (event.kind !== 'host-started' || event.node <= hosts) return undefined;
  return `${nodeName(hostNumber(event.node, hosts))} comes back with an empty disk, and so as a new node, ${nodeName(event.node)}`;
}

function faultName(
  { fault, name }: Extract<TraceEvent, { kind: 'fault-installed' }>,
  faults: ReadonlyMap<number, string>,
): string {
  return faults.get(fault) ?? name;
}
