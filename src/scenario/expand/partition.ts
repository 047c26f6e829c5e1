import type { Key } from '../../core/ids.ts';
import type { HostSelector } from '../act.ts';
import type { FaultOf } from '../file/faults/fault.ts';
import type { PartitionShape } from '../file/faults/partition.ts';
import type { LinkFault } from '../link-fault.ts';
import { everybody, selectorOf, shuffled } from './choose-hosts.ts';
import type { Draft, Stage } from './draft.ts';
import { installed } from './link-faults.ts';

type Partition = FaultOf<'partition'>;
type Span = { readonly at: number; readonly until?: number };

const ALL = { numerator: 1, denominator: 1 };

/** A partition, once or again and again. */
export function expandPartition(fault: Partition, number: number, stage: Stage): readonly Draft[] {
  const spans = spansOf(fault);
  const { partition, oneWay } = fault;
  if (typeof partition === 'object' && !Array.isArray(partition)) {
    const hosts: HostSelector =
      'isolate' in partition
        ? selectorOf(partition.isolate, stage, number)
        : { kind: 'replicas', key: partition['isolate-primary'] as Key, ranks: [0] };
    return isolated(fault, number, hosts, stage, spans);
  }
  const faults =
    typeof partition === 'string' ? shapeOf(partition, oneWay, number, stage) : [cut(partition, oneWay)];
  return repeated(fault, number, faults, spans);
}

/** Cuts off hosts that are known now, or whoever it will be. */
function isolated(
  fault: Partition,
  number: number,
  hosts: HostSelector,
  stage: Stage,
  spans: readonly Span[],
): readonly Draft[] {
  if (hosts.kind === 'numbers') {
    const others = everybody(stage).filter((host) => !hosts.numbers.includes(host));
    return repeated(fault, number, [cut([hosts.numbers, others], fault.oneWay)], spans);
  }
  const step = fault.until === undefined ? 1 : 2;
  return spans.flatMap(({ at, until }, index): readonly Draft[] => {
    const name = index === 0 ? (fault.fault ?? number) : number + index * step;
    const install: Draft = { kind: 'isolate', at, fault: name, hosts, oneWay: fault.oneWay };
    return until === undefined ? [install] : [install, { kind: 'remove-fault', at: until, fault: name }];
  });
}

function repeated(
  fault: Partition,
  number: number,
  faults: readonly LinkFault[],
  spans: readonly Span[],
): readonly Draft[] {
  const drafts: Draft[] = [];
  for (const span of spans) {
    const name = fault.fault === undefined ? {} : { fault: fault.fault };
    drafts.push(...installed({ ...span, ...name }, number, faults, drafts.length));
  }
  return drafts;
}

function spansOf({ at, until, flapping }: Partition): readonly Span[] {
  if (flapping === undefined || until === undefined) return until === undefined ? [{ at }] : [{ at, until }];
  const spans: Span[] = [];
  for (let start = at; start < until; start += flapping.every) {
    spans.push({ at: start, until: Math.min(until, start + flapping.for) });
  }
  return spans;
}

function cut(groups: readonly (readonly number[])[], oneWay: boolean): LinkFault {
  return { kind: 'partition', groups, oneWay };
}

/** Fills a shape with hosts in an order drawn from the seed. */
function shapeOf(shape: PartitionShape, oneWay: boolean, number: number, stage: Stage): readonly LinkFault[] {
  const order = shuffled(everybody(stage), stage, number, 'order');
  const size = order.length;
  const few = Math.floor((size - 1) / 2);
  switch (shape) {
    case 'majority':
      return [cut([order.slice(0, few), order.slice(few)], oneWay)];
    case 'minority': {
      // Halves where there are any; else three parts, none of them more than half.
      const half = Math.floor(size / 2);
      const groups = [order.slice(0, half), order.slice(half, 2 * half), order.slice(2 * half)];
      return [
        cut(
          groups.filter((group) => group.length > 0),
          oneWay,
        ),
      ];
    }
    case 'bridge':
      return [cut([order.slice(1, 1 + few), order.slice(1 + few)], oneWay)];
    case 'ring-of-majorities':
      return ringOf(order);
  }
}

/** Each host reaches its nearest on a ring, a majority together with itself, and no two the same one. */
function ringOf(order: readonly number[]): readonly LinkFault[] {
  const size = order.length;
  const reach = Math.ceil(Math.floor(size / 2) / 2);
  return order.flatMap((host, place): readonly LinkFault[] => {
    const away = order.filter((_, other) => {
      const apart = Math.abs(other - place);
      return Math.min(apart, size - apart) > reach;
    });
    return away.length === 0 ? [] : [{ kind: 'loss', links: { from: [host], to: away }, ratio: ALL }];
  });
}
