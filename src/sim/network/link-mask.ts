import { assert } from '../../lib/assert.ts';
import type { LinkSet } from '../../scenario/link-fault.ts';

/** A set of directed links between hosts 1 … `hosts`, as two bitmaps by host number. */
export class LinkMask {
  readonly #from: Uint8Array | undefined;
  readonly #to: Uint8Array | undefined;

  constructor(links: LinkSet, hosts: number) {
    this.#from = bitmap(links.from, hosts);
    this.#to = bitmap(links.to, hosts);
  }

  covers(from: number, to: number): boolean {
    return (
      (this.#from === undefined || this.#from[from] === 1) && (this.#to === undefined || this.#to[to] === 1)
    );
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
