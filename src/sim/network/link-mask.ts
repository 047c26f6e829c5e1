import { assert } from '../../lib/assert.ts';
import type { LinkSet } from '../../scenario/link-fault.ts';
import { hostNumber } from '../identity.ts';

/** A set of directed links between hosts 1 … `hosts`, as two bitmaps by host number. */
export class LinkMask {
  readonly #hosts: number;
  readonly #from: Uint8Array | undefined;
  readonly #to: Uint8Array | undefined;

  constructor(links: LinkSet, hosts: number) {
    this.#hosts = hosts;
    this.#from = bitmap(links.from, hosts);
    this.#to = bitmap(links.to, hosts);
  }

  /** Whether the link between the hosts of two nodes belongs to the set. */
  covers(from: number, to: number): boolean {
    return this.#has(this.#from, from) && this.#has(this.#to, to);
  }

  #has(hosts: Uint8Array | undefined, node: number): boolean {
    return hosts === undefined || hosts[hostNumber(node, this.#hosts)] === 1;
  }
}

function bitmap(members: readonly number[] | undefined, hosts: number): Uint8Array | undefined {
  if (members === undefined) return undefined;
  const bits = new Uint8Array(hosts + 1);
  for (const host of members) {
    assert(Number.isInteger(host) && host >= 1 && host <= hosts, `no host ${host} among ${hosts}`);
    bits[host] = 1;
  }
  return bits;
}
