import type { FaultOf } from '../file/faults/fault.ts';
import type { FixedHosts } from '../file/hosts.ts';
import type { LinkFault, LinkSet, PacketFate } from '../link-fault.ts';
import { fixedHosts, shuffled } from './choose-hosts.ts';
import type { Draft, Stage } from './draft.ts';

type Linking = FaultOf<
  'loss' | 'duplicate' | 'corrupt' | 'reorder' | 'latency' | 'clog' | 'bandwidth' | 'packet' | 'oneWay'
>;

/** Whatever a fault of links is installed as, and removed as. */
interface Lasting {
  readonly at: number;
  readonly until?: number;
  readonly fault?: number;
}

export function expandLinkFault(fault: Linking, number: number, stage: Stage): readonly Draft[] {
  return installed(fault, number, [linkFaultOf(fault, number, stage)]);
}

/** Installs faults one after the other and removes each at the end; each has the number of its act as its name. */
export function installed(
  entry: Lasting,
  number: number,
  faults: readonly LinkFault[],
  taken = 0,
): readonly Draft[] {
  return faults.flatMap((of, index): readonly Draft[] => {
    const step = entry.until === undefined ? 1 : 2;
    const fault =
      index === 0 && taken === 0 && entry.fault !== undefined ? entry.fault : number + taken + index * step;
    const install: Draft = { kind: 'install-fault', at: entry.at, fault, of };
    return entry.until === undefined
      ? [install]
      : [install, { kind: 'remove-fault', at: entry.until, fault }];
  });
}

function linkFaultOf(fault: Linking, number: number, stage: Stage): LinkFault {
  switch (fault.what) {
    case 'loss':
    case 'duplicate':
    case 'corrupt': {
      const ratio =
        fault.what === 'loss' ? fault.loss : fault.what === 'duplicate' ? fault.duplicate : fault.corrupt;
      return { kind: fault.what, links: linksOf(fault, number, stage), ratio };
    }
    case 'reorder':
      return { kind: 'reorder', links: linksOf(fault, number, stage), ratio: fault.reorder, by: fault.by };
    case 'latency':
      return { kind: 'latency', links: linksOf(fault, number, stage), shape: fault.latency };
    case 'clog':
      return { kind: 'hold', links: linksOf(fault.clog, number, stage) };
    case 'bandwidth':
      return { kind: 'bandwidth', links: linksOf(fault, number, stage), ...fault.bandwidth };
    case 'packet': {
      const { from, to, sent: sentAt, nth, twice, late } = fault.packet;
      const fate: PacketFate =
        late !== undefined ? { kind: 'late', by: late } : { kind: twice === true ? 'twice' : 'lost' };
      return { kind: 'packet', from, to, sentAt, nth, fate };
    }
    case 'oneWay': {
      const from = fixedHosts(fault.oneWay.from, stage, number, 'from');
      const to = fixedHosts(fault.oneWay.to, stage, number, 'to').filter((host) => !from.includes(host));
      return { kind: 'partition', groups: [from, to], oneWay: true };
    }
  }
}

function linksOf(
  sides: { readonly from?: FixedHosts; readonly to?: FixedHosts },
  number: number,
  stage: Stage,
): LinkSet {
  return {
    ...(sides.from === undefined ? {} : { from: fixedHosts(sides.from, stage, number, 'from') }),
    ...(sides.to === undefined ? {} : { to: fixedHosts(sides.to, stage, number, 'to') }),
  };
}

/** Everything from and to these hosts waits. */
export function expandHold(fault: FaultOf<'hold'>, number: number, stage: Stage): readonly Draft[] {
  const hosts = fixedHosts(fault.hold, stage, number);
  return installed(fault, number, held(hosts));
}

/**
 * Clogs hosts one by one, and unclogs them in another order, the last of them when the fault ends.
 * Source: FoundationDB's "swizzle-clogging" (Zhou et al., SIGMOD 2021).
 */
export function expandSwizzle(fault: FaultOf<'swizzle'>, number: number, stage: Stage): readonly Draft[] {
  const hosts = fixedHosts(fault.swizzle, stage, number);
  const order = shuffled(hosts, stage, number, 'order');
  const back = shuffled(hosts, stage, number, 'second order');
  return order.flatMap((host, index) => {
    const at = fault.at + index * fault.every;
    const until = fault.until - (hosts.length - 1 - back.indexOf(host)) * fault.every;
    return installed({ at, until }, number + 4 * index, held([host]));
  });
}

function held(hosts: readonly number[]): readonly LinkFault[] {
  return [
    { kind: 'hold', links: { from: hosts } },
    { kind: 'hold', links: { to: hosts } },
  ];
}
