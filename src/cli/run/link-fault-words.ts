import { formatPercent } from '../../lib/ratio.ts';
import { ranges } from '../../report/terminal/words.ts';
import type { LatencyShape, LinkFault, LinkSet } from '../../scenario/link-fault.ts';

/** What a fault does to the network, as one would say it. */
export function linkFaultWords(fault: LinkFault): string {
  switch (fault.kind) {
    case 'loss':
      return `lose ${formatPercent(fault.ratio)} of packets ${linksWords(fault.links)}`;
    case 'duplicate':
      return `deliver ${formatPercent(fault.ratio)} of packets twice ${linksWords(fault.links)}`;
    case 'corrupt':
      return `damage ${formatPercent(fault.ratio)} of packets ${linksWords(fault.links)}`;
    case 'reorder':
      return `delay ${formatPercent(fault.ratio)} of packets by up to ${fault.by} ticks ${linksWords(fault.links)}`;
    case 'latency':
      return `latency ${latencyWords(fault.shape)} ${linksWords(fault.links)}`;
    case 'hold':
      return `hold all packets ${linksWords(fault.links)}`;
    case 'bandwidth':
      return `carry ${fault.packetsPerTick} packets a tick ${linksWords(fault.links)}, with ${fault.queue} waiting`;
    case 'packet':
      return packetWords(fault);
    case 'partition':
      return partitionWords(fault);
  }
}

/** `node 3`, `nodes 1–3 and 5`. */
export function nodesWords(numbers: readonly number[]): string {
  return `node${numbers.length === 1 ? '' : 's'} ${ranges(numbers)}`;
}

function linksWords({ from, to }: LinkSet): string {
  if (from === undefined && to === undefined) return 'everywhere';
  const ends = [
    ...(from === undefined ? [] : [`from ${nodesWords(from)}`]),
    ...(to === undefined ? [] : [`to ${nodesWords(to)}`]),
  ];
  return ends.join(' ');
}

function latencyWords(shape: LatencyShape): string {
  switch (shape.kind) {
    case 'uniform':
      return `of ${shape.min}–${shape.max} ticks`;
    case 'exponential':
      return `of ${shape.mean} ticks on average, with a long tail,`;
    case 'bimodal': {
      const { fast, slow, tail } = shape;
      return `of ${fast.min}–${fast.max} ticks, and of ${slow.min}–${slow.max} for ${formatPercent(tail)} of packets,`;
    }
  }
}

function packetWords(fault: Extract<LinkFault, { kind: 'packet' }>): string {
  const { from, to, sentAt, nth, fate } = fault;
  const which = `packet ${nth} from node ${from} to node ${to} in tick ${sentAt}`;
  if (fate.kind === 'late') return `delay ${which} by ${fate.by} ticks`;
  return fate.kind === 'lost' ? `lose ${which}` : `deliver ${which} twice`;
}

function partitionWords({ groups, oneWay }: Extract<LinkFault, { kind: 'partition' }>): string {
  const [first = '', ...others] = groups.map(nodesWords);
  if (oneWay) return `cut the links from ${[first, ...others].join(' to ')}, one way`;
  return others.length === 1
    ? `cut ${first} off from ${others[0]}`
    : `cut off from each other ${[first, ...others].join(' | ')}`;
}
