import type { Stream } from '../../lib/chance.ts';
import { draw } from '../../lib/chance.ts';
import type { Ratio } from '../../lib/ratio.ts';
import { threshold } from '../../lib/ratio.ts';
import type { Packet } from './packet.ts';

/** A share of all packets, chosen by their names: the same packet gets the same answer whenever it is asked. */
export class Share {
  readonly #stream: Stream;
  #below: number;

  constructor(stream: Stream, ratio: Ratio) {
    this.#stream = stream;
    this.#below = threshold(ratio);
  }

  set(ratio: Ratio): void {
    this.#below = threshold(ratio);
  }

  includes(packet: Packet): boolean {
    if (this.#below === 0) return false;
    return draw(this.#stream, packet.from, packet.to, packet.sentAt, packet.tag) < this.#below;
  }
}
