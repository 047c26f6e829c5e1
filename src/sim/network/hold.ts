import type { LinkFault } from '../../scenario/link-fault.ts';
import { LinkMask } from './link-mask.ts';
import type { LinkRule, Verdict } from './link-rule.ts';
import type { Packet } from './packet.ts';

/** Packets of some links wait at the sender's side for as long as any hold covers their link. */
export class Hold implements LinkRule {
  readonly stage = 'hold';
  readonly fault: number;
  readonly #links: LinkMask;

  constructor(fault: number, of: LinkFault & { readonly kind: 'hold' }, hosts: number) {
    this.fault = fault;
    this.#links = new LinkMask(of.links, hosts);
  }

  judge(packet: Packet): Verdict {
    return this.#links.covers(packet.from, packet.to) ? 'hold' : 'pass';
  }
}
