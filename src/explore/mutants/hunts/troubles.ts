import type { HuntDice } from '../hunt-dice.ts';
import type { Dated } from './ground.ts';
import { share } from './ground.ts';

/** One host, by its number. */
export const only = (host: number) => ({ kind: 'numbers', numbers: [host] }) as const;

/** Packets lost, doubled and overtaken, on all links. @param most share of each in hundredths */
export function accidents(dice: HuntDice, [least, most]: readonly [number, number]): readonly Dated[] {
  const ratio = () => share(least + dice.below(most - least + 1), 100);
  const links = {};
  return [
    { kind: 'install-fault', at: 0, fault: 1, of: { kind: 'loss', links, ratio: ratio() } },
    { kind: 'install-fault', at: 0, fault: 2, of: { kind: 'duplicate', links, ratio: ratio() } },
    { kind: 'install-fault', at: 0, fault: 3, of: { kind: 'reorder', links, ratio: ratio(), by: 30 } },
  ];
}

export interface Spell {
  readonly hosts: number;
  readonly count: number;
  readonly from: number;
  readonly within: number;
  readonly longest: number;
}

/** Hosts that crash one at a time and come back with their disks; never the introducer. */
export function outages(dice: HuntDice, { hosts, count, from, within, longest }: Spell): readonly Dated[] {
  const each = Math.floor(within / Math.max(1, count));
  return Array.from({ length: count }, (_, nth) => {
    const host = only(2 + dice.below(hosts - 1));
    const at = from + nth * (each + longest) + dice.below(each);
    const until = at + 1 + dice.below(longest);
    return [
      { kind: 'crash', at, hosts: host },
      { kind: 'restart', at: until, hosts: host, disk: { kind: 'kept' } },
    ] as const;
  }).flat();
}

/** Cuts one host off from all others. */
export function severed(of: {
  readonly host: number;
  readonly hosts: number;
  readonly fault: number;
  readonly at: number;
  readonly until: number;
  readonly oneWay?: boolean;
}): readonly Dated[] {
  const { host, hosts, fault, at, until, oneWay = false } = of;
  const others = Array.from({ length: hosts }, (_, index) => index + 1).filter((one) => one !== host);
  const groups = [[host], others];
  return [
    { kind: 'install-fault', at, fault, of: { kind: 'partition', groups, oneWay } },
    { kind: 'remove-fault', at: until, fault },
  ];
}

/** One host is cut off from the others for a while. */
export function cuts(dice: HuntDice, { hosts, count, from, within, longest }: Spell): readonly Dated[] {
  return Array.from({ length: count }, (_, nth) => {
    const host = 1 + dice.below(hosts);
    const at = from + dice.below(within);
    const oneWay = dice.below(3) === 0;
    return severed({ host, hosts, fault: 10 + nth, at, until: at + 1 + dice.below(longest), oneWay });
  }).flat();
}
