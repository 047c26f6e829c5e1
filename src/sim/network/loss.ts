import type { Stream } from '../../lib/chance.ts';
import { draw } from '../../lib/chance.ts';
import type { Ratio } from '../../lib/ratio.ts';
import { NEVER, threshold } from '../../lib/ratio.ts';
import type { LinkRule, Verdict } from './link-rule.ts';
import { LOSE, PASS } from './link-rule.ts';
import type { Packet } from './packet.ts';

/** Each packet is lost with the same probability, on every link. */
export class Loss implements LinkRule {
  readonly name = 'loss';
  readonly #stream: Stream;
  #below = threshold(NEVER);

  constructor(stream: Stream) {
    this.#stream = stream;
  }

  set(ratio: Ratio): void {
    this.#below = threshold(ratio);
  }

  judge(packet: Packet): Verdict {
    if (this.#below === 0) return PASS;
    return draw(this.#stream, packet.from, packet.to, packet.sentAt, packet.nth) < this.#below ? LOSE : PASS;
  }
}
