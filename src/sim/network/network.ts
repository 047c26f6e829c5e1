import type { NodeId, Tick } from '../../core/ids.ts';
import { openStream } from '../../lib/chance.ts';
import { Latency } from './latency.ts';
import { LinkCounter } from './link-counter.ts';
import type { LinkRule, Verdict } from './link-rule.ts';
import { PASS } from './link-rule.ts';
import { Loss } from './loss.ts';
import type { Packet } from './packet.ts';

/**
 * The emulated network: says what becomes of a packet. Its fate is a function of (seed, link, tick, number of the
 * packet on that link in that tick, purpose of the draw) and of the rules in force, and of nothing else.
 */
export class Network {
  readonly loss: Loss;
  readonly #rules: readonly LinkRule[];
  readonly #counter = new LinkCounter();
  readonly #packet: Packet = { from: 0 as NodeId, to: 0 as NodeId, sentAt: 0 as Tick, nth: 0 };

  constructor(seed: number, latency: { readonly min: number; readonly max: number }) {
    this.loss = new Loss(openStream(seed, 'network/loss'));
    this.#rules = [this.loss, new Latency(latency, openStream(seed, 'network/latency'))];
  }

  /** @returns ticks until arrival, or LOSE */
  judge(from: NodeId, to: NodeId, sentAt: Tick): Verdict {
    const packet = this.#packet;
    packet.from = from;
    packet.to = to;
    packet.sentAt = sentAt;
    packet.nth = this.#counter.next(from, to, sentAt);
    for (const rule of this.#rules) {
      const verdict = rule.judge(packet);
      if (verdict !== PASS) return verdict;
    }
    return PASS;
  }
}
