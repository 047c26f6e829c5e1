import type { LinkFault } from '../../scenario/link-fault.ts';
import type { Chance } from '../chance.ts';
import { LinkMask } from './link-mask.ts';
import type { LinkRule, Verdict } from './link-rule.ts';
import type { Packet } from './packet.ts';
import { Share } from './share.ts';

/** Some links damage this share of their packets. A damaged packet arrives, and the receiver's checksum finds it. */
export class Corruption implements LinkRule {
  readonly stage = 'corrupt';
  readonly fault: number;
  readonly #links: LinkMask;
  readonly #share: Share;

  constructor(chance: Chance, fault: number, of: LinkFault & { readonly kind: 'corrupt' }, hosts: number) {
    this.fault = fault;
    this.#links = new LinkMask(of.links, hosts);
    this.#share = new Share(chance.openStream(`network/fault/${fault}/corrupt`), of.ratio);
  }

  judge(packet: Packet): Verdict {
    if (this.#links.covers(packet.from, packet.to) && this.#share.includes(packet)) packet.corrupt = true;
    return 'pass';
  }
}
