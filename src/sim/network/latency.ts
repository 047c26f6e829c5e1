import type { LatencyShape, LinkSet } from '../../scenario/link-fault.ts';
import type { Chance } from '../chance.ts';
import type { LatencySource } from './latency-shape.ts';
import { openLatency } from './latency-shape.ts';
import { LinkMask } from './link-mask.ts';
import type { LinkRule, Verdict } from './link-rule.ts';
import { PERMANENT } from './link-rule.ts';
import type { Packet } from './packet.ts';

/** How long packets are under way where no fault says otherwise. */
export class Latency implements LinkRule {
  readonly stage = 'latency';
  readonly fault = PERMANENT;
  readonly #source: LatencySource;

  constructor(chance: Chance, shape: LatencyShape) {
    this.#source = openLatency(shape, chance, 'network/latency');
  }

  judge(packet: Packet): Verdict {
    packet.travel = this.#source.of(packet);
    return 'pass';
  }
}

/** Some links have another latency. Where several such faults cover a link, the last installed decides. */
export class OtherLatency implements LinkRule {
  readonly stage = 'latency';
  readonly fault: number;
  readonly #links: LinkMask;
  readonly #source: LatencySource;

  constructor(
    chance: Chance,
    fault: number,
    of: { readonly links: LinkSet; readonly shape: LatencyShape },
    hosts: number,
  ) {
    this.fault = fault;
    this.#links = new LinkMask(of.links, hosts);
    this.#source = openLatency(of.shape, chance, `network/fault/${fault}/latency`);
  }

  judge(packet: Packet): Verdict {
    if (this.#links.covers(packet.from, packet.to)) packet.travel = this.#source.of(packet);
    return 'pass';
  }
}
