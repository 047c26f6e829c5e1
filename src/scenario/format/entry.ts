import type { Act, ClockFault, DiskFate, DiskFault, HostSelector } from '../act.ts';
import { writtenBy } from '../expand/operation.ts';
import { formatExact } from '../file/exact-ratio.ts';
import type { LatencyShape, LinkFault, LinkSet } from '../link-fault.ts';

/** Names and values as they will stand in a file, in order. */
export type Fields = Readonly<Record<string, unknown>>;

/** One act as an entry of a file's faults, without its number. */
export function entryOf(act: Act): Fields {
  const { at } = act;
  switch (act.kind) {
    case 'set-loss':
      return { at, 'set-loss': formatExact(act.loss) };
    case 'install-fault':
      return { at, ...linkFault(act.of), ...(act.fault === act.number ? {} : { fault: act.fault }) };
    case 'isolate':
      return {
        ...{ at, partition: { isolate: hosts(act.hosts) } },
        ...(act.oneWay ? { oneWay: true } : {}),
        ...(act.fault === act.number ? {} : { fault: act.fault }),
      };
    case 'remove-fault':
      return { at, remove: act.fault };
    case 'crash':
      return { at, crash: hosts(act.hosts) };
    case 'restart':
      return { at, restart: hosts(act.hosts), ...fate(act.disk) };
    case 'pause':
      return { at, pause: hosts(act.hosts) };
    case 'resume':
      return { at, resume: hosts(act.hosts) };
    case 'slow':
      return { at, slow: hosts(act.hosts), by: act.byTicks };
    case 'set-clock':
      return { at, clock: { host: hosts(act.hosts), ...clock(act.clock) } };
    case 'set-disk':
      return { at, disk: { host: hosts(act.hosts), ...disk(act.disk) } };
    case 'leave':
      return { at, leave: hosts(act.hosts) };
    case 'dismiss':
      return { at, dismiss: hosts(act.hosts), ...(act.lost === true ? { lost: true } : {}) };
    case 'steer':
      return { at, change: act.how };
    case 'heal':
      return { at, heal: true };
    case 'request':
      return { at, operation: operation(act) };
  }
}

/** What a host finds on its disk; nothing where it is as it was left. */
export function fate(found: DiskFate): Fields {
  if (found.kind === 'kept') return {};
  return { disk: found.kind === 'lost' ? 'lost' : { swapped: `n${found.with}` } };
}

export function latency(shape: LatencyShape): unknown {
  switch (shape.kind) {
    case 'uniform':
      return shape.min === shape.max ? shape.min : { min: shape.min, max: shape.max };
    case 'exponential':
      return { mean: shape.mean };
    case 'bimodal':
      return { fast: { ...shape.fast }, slow: { ...shape.slow }, tail: formatExact(shape.tail) };
  }
}

function hosts(selector: HostSelector): unknown {
  switch (selector.kind) {
    case 'numbers':
      return names(selector.numbers);
    case 'replicas':
      return { 'replicas-of': selector.key, ranks: [...selector.ranks] };
    case 'bystander':
      return { 'bystander-of': selector.key };
    case 'chosen-by':
      return { 'chosen-by': selector.act };
  }
}

function names(numbers: readonly number[]): unknown {
  const all = numbers.map((number) => `n${number}`);
  return all.length === 1 ? all[0] : all;
}

function links({ from, to }: LinkSet): Fields {
  return {
    ...(from === undefined ? {} : { from: names(from) }),
    ...(to === undefined ? {} : { to: names(to) }),
  };
}

function linkFault(fault: LinkFault): Fields {
  switch (fault.kind) {
    case 'loss':
    case 'duplicate':
    case 'corrupt':
      return { [fault.kind]: formatExact(fault.ratio), ...links(fault.links) };
    case 'reorder':
      return { reorder: formatExact(fault.ratio), by: fault.by, ...links(fault.links) };
    case 'latency':
      return { latency: latency(fault.shape), ...links(fault.links) };
    case 'partition': {
      const partition = fault.groups.map((group) => group.map((number) => `n${number}`));
      return { partition, ...(fault.oneWay ? { oneWay: true } : {}) };
    }
    case 'hold':
      return { clog: links(fault.links) };
    case 'bandwidth':
      return {
        bandwidth: { packetsPerTick: fault.packetsPerTick, queue: fault.queue },
        ...links(fault.links),
      };
    case 'packet': {
      const { from, to, sentAt, nth, fate } = fault;
      const befalls = fate.kind === 'late' ? { late: fate.by } : { [fate.kind]: true };
      return {
        packet: { from: `n${from}`, to: `n${to}`, sent: sentAt, ...(nth === 1 ? {} : { nth }), ...befalls },
      };
    }
  }
}

function clock(fault: ClockFault): Fields {
  switch (fault.kind) {
    case 'sound':
    case 'freeze':
      return { [fault.kind]: true };
    case 'offset':
    case 'step':
      return { [fault.kind]: fault.ticks };
    case 'drift':
      return { drift: `${fault.numerator}/${fault.denominator}` };
  }
}

function disk(fault: DiskFault): Fields {
  switch (fault.kind) {
    case 'slow':
      return { slow: fault.ticks };
    case 'rot':
      return { rot: formatExact(fault.ratio) };
    default:
      return { [fault.kind]: true };
  }
}

function operation(act: Extract<Act, { readonly kind: 'request' }>): Fields {
  const asked = act.operation;
  const written = writtenBy(asked);
  return {
    [asked.kind]: asked.key,
    ...(asked.kind === 'cas' ? { from: asked.expected, value: asked.value } : {}),
    ...(asked.kind === 'cas' || written === null ? {} : { value: written }),
    ...(asked.level === undefined ? {} : { level: asked.level }),
    ...(asked.sloppy === true ? { sloppy: true } : {}),
    ...('ttl' in asked && asked.ttl !== undefined ? { ttl: asked.ttl } : {}),
    ...(act.by === undefined ? {} : { by: `n${act.by}` }),
    ...(act.expected === written ? {} : { expect: act.expected }),
    request: act.request,
  };
}
