import type { Ratio } from '../../lib/ratio.ts';
import { NEVER } from '../../lib/ratio.ts';
import type { LinkFault } from '../../scenario/link-fault.ts';
import type { Chance } from '../chance.ts';
import { LinkMask } from './link-mask.ts';
import type { LinkRule, Verdict } from './link-rule.ts';
import { PERMANENT } from './link-rule.ts';
import type { Packet } from './packet.ts';
import { Share } from './share.ts';

/** The lossy window: each packet is lost with the same probability, on every link. */
export class LossyWindow implements LinkRule {
  readonly stage = 'loss';
  readonly fault = PERMANENT;
  readonly #share: Share;

  constructor(chance: Chance) {
    this.#share = new Share(chance.openStream('network/loss'), NEVER);
  }

  set(ratio: Ratio): void {
    this.#share.set(ratio);
  }

  judge(packet: Packet): Verdict {
    return this.#share.includes(packet) ? 'loss' : 'pass';
  }
}

/** Some links lose this share of their packets. */
export class Loss implements LinkRule {
  readonly stage = 'loss';
  readonly fault: number;
  readonly #links: LinkMask;
  readonly #share: Share;

  constructor(chance: Chance, fault: number, of: LinkFault & { readonly kind: 'loss' }, hosts: number) {
    this.fault = fault;
    this.#links = new LinkMask(of.links, hosts);
    this.#share = new Share(chance.openStream(`network/fault/${fault}/loss`), of.ratio);
  }

  judge(packet: Packet): Verdict {
    return this.#links.covers(packet.from, packet.to) && this.#share.includes(packet) ? 'loss' : 'pass';
  }
}
