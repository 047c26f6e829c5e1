import { assert } from '../../lib/assert.ts';
import type { Stream } from '../../lib/chance.ts';
import { draw, scale } from '../../lib/chance.ts';
import type { LinkRule, Verdict } from './link-rule.ts';
import type { Packet } from './packet.ts';

/** The last rule of every network: a packet that nothing befell arrives after min … max ticks, uniformly. */
export class Latency implements LinkRule {
  readonly name = 'latency';
  readonly #stream: Stream;
  readonly #min: number;
  readonly #choices: number;

  constructor(range: { readonly min: number; readonly max: number }, stream: Stream) {
    assert(
      range.min >= 1 && range.max >= range.min,
      `latency must be 1 ≤ min ≤ max, not ${range.min} … ${range.max}`,
    );
    this.#stream = stream;
    this.#min = range.min;
    this.#choices = range.max - range.min + 1;
  }

  judge(packet: Packet): Verdict {
    if (this.#choices === 1) return this.#min;
    return (
      this.#min + scale(draw(this.#stream, packet.from, packet.to, packet.sentAt, packet.nth), this.#choices)
    );
  }
}
