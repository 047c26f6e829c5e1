import { assert, unreachable } from '../../lib/assert.ts';
import type { Stream } from '../../lib/chance.ts';
import { draw, scale } from '../../lib/chance.ts';
import type { LatencyShape } from '../../scenario/link-fault.ts';
import type { Chance } from '../chance.ts';
import { EXPONENTIAL_EDGES, EXPONENTIAL_UNIT } from './exponential-table.ts';
import type { Packet } from './packet.ts';
import { Share } from './share.ts';

/** Says how many ticks a packet is under way, at least 1; a function of the packet's name. */
export interface LatencySource {
  of(packet: Packet): number;
}

/** @param name of the streams it draws from, as a path */
export function openLatency(shape: LatencyShape, chance: Chance, name: string): LatencySource {
  switch (shape.kind) {
    case 'uniform':
      return new Uniform(shape.min, shape.max, chance.openStream(name));
    case 'exponential':
      return new Exponential(shape.mean, chance.openStream(name));
    case 'bimodal': {
      const tail = new Share(chance.openStream(`${name}/tail`), shape.tail);
      const { fast, slow } = shape;
      return new Bimodal(
        new Uniform(fast.min, fast.max, chance.openStream(`${name}/fast`)),
        new Uniform(slow.min, slow.max, chance.openStream(`${name}/slow`)),
        tail,
      );
    }
    default:
      return unreachable(shape);
  }
}

class Uniform implements LatencySource {
  readonly #min: number;
  readonly #choices: number;
  readonly #stream: Stream;

  constructor(min: number, max: number, stream: Stream) {
    assert(
      Number.isInteger(min) && Number.isInteger(max) && min >= 1 && max >= min && max <= LONGEST,
      `latency must be 1 ≤ min ≤ max ≤ ${LONGEST}, not ${min} … ${max}`,
    );
    this.#min = min;
    this.#choices = max - min + 1;
    this.#stream = stream;
  }

  of(packet: Packet): number {
    if (this.#choices === 1) return this.#min;
    const drawn = draw(this.#stream, packet.from, packet.to, packet.sentAt, packet.tag);
    return this.#min + scale(drawn, this.#choices);
  }
}

/** So that products with a 32-bit draw or a table entry stay exact. */
const LONGEST = 0x10_0000;

const FINE = 4096;

/**
 * One tick, and more with an exponential-like tail, `mean` on the average and below 7.5 · mean.
 *
 * The first 8 bits of the draw choose a cell of the table, the next 12 a point in the cell, and the last 12 whether a
 * fraction of a tick is rounded up: so often that rounding leaves the mean as it is.
 */
class Exponential implements LatencySource {
  readonly #beyondFirst: number;
  readonly #stream: Stream;

  constructor(mean: number, stream: Stream) {
    assert(
      Number.isInteger(mean) && mean >= 1 && mean <= LONGEST,
      `mean latency must be an integer from 1 to ${LONGEST}, not ${mean}`,
    );
    this.#beyondFirst = mean - 1;
    this.#stream = stream;
  }

  of(packet: Packet): number {
    const drawn = draw(this.#stream, packet.from, packet.to, packet.sentAt, packet.tag);
    const cell = drawn >>> 24;
    const point = (drawn >>> 12) & (FINE - 1);
    const rounding = drawn & (FINE - 1);
    const edge = EXPONENTIAL_EDGES[cell] as number;
    const width = (EXPONENTIAL_EDGES[cell + 1] as number) - edge;
    // In units of 1 / (2 · FINE · EXPONENTIAL_UNIT), each point in the middle of its slice of the cell.
    const value = this.#beyondFirst * (2 * FINE * edge + width * (2 * point + 1));
    return 1 + Math.floor((value + (2 * rounding + 1) * EXPONENTIAL_UNIT) / (2 * FINE * EXPONENTIAL_UNIT));
  }
}

class Bimodal implements LatencySource {
  readonly #fast: LatencySource;
  readonly #slow: LatencySource;
  readonly #tail: Share;

  constructor(fast: LatencySource, slow: LatencySource, tail: Share) {
    this.#fast = fast;
    this.#slow = slow;
    this.#tail = tail;
  }

  of(packet: Packet): number {
    return (this.#tail.includes(packet) ? this.#slow : this.#fast).of(packet);
  }
}
