import type { LinkFault } from '../../scenario/link-fault.ts';
import type { Chance } from '../chance.ts';
import { LinkMask } from './link-mask.ts';
import type { LinkRule, Verdict } from './link-rule.ts';
import type { Packet } from './packet.ts';
import { Share } from './share.ts';

/** Some links deliver this share of their packets twice. Two such faults on one link may make four of one. */
export class Duplication implements LinkRule {
  readonly stage = 'duplicate';
  readonly fault: number;
  readonly #links: LinkMask;
  readonly #share: Share;

  constructor(chance: Chance, fault: number, of: LinkFault & { readonly kind: 'duplicate' }, hosts: number) {
    this.fault = fault;
    this.#links = new LinkMask(of.links, hosts);
    this.#share = new Share(chance.openStream(`network/fault/${fault}/duplicate`), of.ratio);
  }

  judge(packet: Packet): Verdict {
    return this.#links.covers(packet.from, packet.to) && this.#share.includes(packet) ? 'duplicate' : 'pass';
  }
}
