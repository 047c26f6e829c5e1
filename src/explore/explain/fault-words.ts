import { formatPercent } from '../../lib/ratio.ts';
import type { LatencyShape, LinkFault, LinkSet, PacketFate } from '../../scenario/link-fault.ts';
import type { Scenario } from '../../scenario/scenario.ts';

/** What each fault of a scenario is, by the number of its installation, in words. */
export function faultsOf({ acts }: Scenario): ReadonlyMap<number, string> {
  const faults = new Map<number, string>();
  for (const act of acts) if (act.kind === 'install-fault') faults.set(act.fault, tellLinkFault(act.of));
  return faults;
}

function tellLinkFault(fault: LinkFault): string {
  switch (fault.kind) {
    case 'loss':
      return `${tellLinks(fault.links)} loses ${formatPercent(fault.ratio)} of its packets`;
    case 'duplicate':
      return `${tellLinks(fault.links)} repeats ${formatPercent(fault.ratio)} of its packets`;
    case 'corrupt':
      return `${tellLinks(fault.links)} damages ${formatPercent(fault.ratio)} of its packets`;
    case 'reorder':
      return `${tellLinks(fault.links)} makes ${formatPercent(fault.ratio)} of its packets up to ${fault.by} ticks late`;
    case 'latency':
      return `${tellLinks(fault.links)} takes ${tellLatency(fault.shape)}`;
    case 'partition': {
      const groups = fault.groups.map((group) => `{${group.map((host) => `n${host}`).join(', ')}}`);
      return fault.oneWay
        ? `what ${groups[0] ?? ''} sends to ${groups.slice(1).join(', ')} is lost`
        : `the network falls apart into ${groups.join(' and ')}`;
    }
    case 'hold':
      return `${tellLinks(fault.links)} holds its packets back`;
    case 'bandwidth':
      return `${tellLinks(fault.links)} carries ${fault.packetsPerTick} packets a tick`;
    case 'packet':
      return `packet ${fault.nth} from n${fault.from} to n${fault.to} of tick ${fault.sentAt} is ${tellFate(fault.fate)}`;
  }
}

function tellFate(fate: PacketFate): string {
  return fate.kind === 'late' ? `${fate.by} ticks late` : fate.kind === 'twice' ? 'repeated' : 'lost';
}

export function tellLatency(shape: LatencyShape): string {
  switch (shape.kind) {
    case 'uniform':
      return `${shape.min} to ${shape.max} ticks`;
    case 'exponential':
      return `${shape.mean} ticks on average`;
    case 'bimodal': {
      const { fast, slow, tail } = shape;
      return `${fast.min} to ${fast.max} ticks, and ${slow.min} to ${slow.max} for ${formatPercent(tail)}`;
    }
  }
}

function tellLinks({ from, to }: LinkSet): string {
  if (from === undefined && to === undefined) return 'every link';
  const ends = [from, to].map((hosts) => hosts?.map((host) => `n${host}`).join(', ') ?? 'any node');
  return `each link from ${ends[0]} to ${ends[1]}`;
}
