import { assert } from '../../lib/assert.ts';
import type { Stream } from '../../lib/chance.ts';
import { draw, scale } from '../../lib/chance.ts';
import type { LinkFault } from '../../scenario/link-fault.ts';
import type { Chance } from '../chance.ts';
import { LinkMask } from './link-mask.ts';
import type { LinkRule, Verdict } from './link-rule.ts';
import type { Packet } from './packet.ts';
import { Share } from './share.ts';

/**
 * On some links this share of packets takes 1 … `by` ticks more, so that later ones overtake it. The time is spent on
 * the way, behind any queue for bandwidth: a late packet keeps nobody waiting.
 */
export class Reordering implements LinkRule {
  readonly stage = 'reorder';
  readonly fault: number;
  readonly #links: LinkMask;
  readonly #share: Share;
  readonly #by: number;
  readonly #lateness: Stream;

  constructor(chance: Chance, fault: number, of: LinkFault & { readonly kind: 'reorder' }, hosts: number) {
    assert(Number.isInteger(of.by) && of.by >= 1, `a reordered packet is at least one tick late: ${of.by}`);
    this.fault = fault;
    this.#links = new LinkMask(of.links, hosts);
    this.#share = new Share(chance.openStream(`network/fault/${fault}/reorder`), of.ratio);
    this.#by = of.by;
    this.#lateness = chance.openStream(`network/fault/${fault}/reorder/by`);
  }

  judge(packet: Packet): Verdict {
    const { from, to, sentAt, tag } = packet;
    if (this.#links.covers(from, to) && this.#share.includes(packet))
      packet.late += 1 + scale(draw(this.#lateness, from, to, sentAt, tag), this.#by);
    return 'pass';
  }
}
