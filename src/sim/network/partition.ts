import { assert } from '../../lib/assert.ts';
import type { LinkFault } from '../../scenario/link-fault.ts';
import { hostNumber } from '../identity.ts';
import type { LinkRule, Verdict } from './link-rule.ts';
import type { Packet } from './packet.ts';

const NO_GROUP = 0;

/**
 * Cuts the links between hosts of different groups; one way, only those from an earlier group to a later one. What is
 * under way when the cut comes still arrives.
 */
export class Partition implements LinkRule {
  readonly stage = 'partition';
  readonly fault: number;
  /** By host number: 1 for the first group, and so on. */
  readonly #group: Int32Array;
  readonly #oneWay: boolean;

  constructor(fault: number, of: LinkFault & { readonly kind: 'partition' }, hosts: number) {
    this.fault = fault;
    this.#oneWay = of.oneWay;
    this.#group = new Int32Array(hosts + 1);
    for (const [index, group] of of.groups.entries()) {
      for (const host of group) {
        assert(Number.isInteger(host) && host >= 1 && host <= hosts, `no host ${host} among ${hosts}`);
        assert(this.#group[host] === NO_GROUP, `host ${host} is in two groups of one partition`);
        this.#group[host] = index + 1;
      }
    }
  }

  judge(packet: Packet): Verdict {
    const hosts = this.#group.length - 1;
    const from = this.#group[hostNumber(packet.from, hosts)] as number;
    const to = this.#group[hostNumber(packet.to, hosts)] as number;
    if (from === NO_GROUP || to === NO_GROUP || from === to) return 'pass';
    return this.#oneWay && from > to ? 'pass' : 'partition';
  }
}
