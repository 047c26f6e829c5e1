import { assert } from '../../lib/assert.ts';
import type { LinkFault } from '../../scenario/link-fault.ts';
import { LinkMask } from './link-mask.ts';
import type { LinkRule, Verdict } from './link-rule.ts';
import type { Packet } from './packet.ts';

/**
 * Each link lets so many packets leave in a tick. The next `queue` ones wait for their turn, and what finds the queue
 * full is dropped.
 *
 * A link is a row of departure slots, `packetsPerTick` to a tick; slot s belongs to tick ⌊s / packetsPerTick⌋. All that
 * is kept of a link is its first free slot. This rule draws nothing, and it is the only one with a memory: what a packet
 * meets depends on the packets before it on the same link.
 */
export class Bandwidth implements LinkRule {
  readonly stage = 'bandwidth';
  readonly fault: number;
  readonly #links: LinkMask;
  readonly #rate: number;
  readonly #queue: number;
  readonly #hosts: number;
  readonly #firstFree = new Map<number, number>();

  constructor(fault: number, of: LinkFault & { readonly kind: 'bandwidth' }, hosts: number) {
    assert(
      Number.isInteger(of.packetsPerTick) && of.packetsPerTick >= 1,
      `a link carries at least one packet a tick, not ${of.packetsPerTick}`,
    );
    assert(Number.isInteger(of.queue) && of.queue >= 0, `not the length of a queue: ${of.queue}`);
    this.fault = fault;
    this.#links = new LinkMask(of.links, hosts);
    this.#rate = of.packetsPerTick;
    this.#queue = of.queue;
    this.#hosts = hosts;
  }

  judge(packet: Packet): Verdict {
    if (!this.#links.covers(packet.from, packet.to)) return 'pass';
    const link = packet.from * (this.#hosts + 1) + packet.to;
    const free = this.#firstFree.get(link) ?? 0;
    const waiting = free - (packet.leavesAt + 1) * this.#rate;
    if (waiting >= this.#queue) return 'queue-full';
    const slot = Math.max(free, packet.leavesAt * this.#rate);
    this.#firstFree.set(link, slot + 1);
    packet.leavesAt = Math.floor(slot / this.#rate);
    return 'pass';
  }
}
