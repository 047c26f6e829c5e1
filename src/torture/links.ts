import type { Stream } from '../lib/chance.ts';
import { draw, scale } from '../lib/chance.ts';
import { threshold } from '../lib/ratio.ts';
import type { LatencyShape, LinkFault, LinkSet } from '../scenario/link-fault.ts';

/** What TCP waits before it sends again what was lost on the way (RFC 6298: at least 200 ms in practice). */
const AGAIN_MS = 200;
/** Of a packet that a link carries. */
const PACKET_BYTES = 1_400;

/** Real links cannot do this to a stream of bytes. */
export const UNREAL: Partial<Record<LinkFault['kind'], string>> = {
  duplicate: 'TCP hands nothing over twice',
  reorder: 'TCP hands everything over in order',
  packet: 'a proxy of bytes knows no packets',
};

/** The state of all directed links: what is cut, and how long what goes through takes. */
export class Links {
  readonly #base: LatencyShape;
  readonly #stream: Stream;
  readonly #faults = new Map<number, LinkFault>();

  constructor(base: LatencyShape, stream: Stream) {
    this.#base = base;
    this.#stream = stream;
  }

  install(number: number, fault: LinkFault): void {
    this.#faults.set(number, fault);
  }

  remove(number: number): void {
    this.#faults.delete(number);
  }

  clear(): void {
    this.#faults.clear();
  }

  /** Nothing goes through until that changes. */
  isCut(from: number, to: number): boolean {
    for (const fault of this.#faults.values()) {
      if (fault.kind === 'hold' && covers(fault.links, from, to)) return true;
      if (fault.kind === 'partition' && cuts(fault, from, to)) return true;
    }
    return false;
  }

  /** How long the `nth` piece on a link is under way. Unit: milliseconds. */
  delayMs(from: number, to: number, nth: number): number {
    const thrown = (purpose: number) => draw(this.#stream, from, to, nth, purpose);
    let shape = this.#base;
    let again = 0;
    for (const [number, fault] of this.#faults) {
      if (!('links' in fault) || !covers(fault.links, from, to)) continue;
      if (fault.kind === 'latency') shape = fault.shape;
      const spoils = fault.kind === 'loss' || fault.kind === 'corrupt';
      if (spoils && thrown(number + 2) < threshold(fault.ratio)) again += AGAIN_MS;
    }
    return latencyOf(shape, thrown(0), thrown(1)) + again;
  }

  /** Bytes that a link carries in a millisecond. */
  bytesPerMs(from: number, to: number): number {
    let least = Number.POSITIVE_INFINITY;
    for (const fault of this.#faults.values())
      if (fault.kind === 'bandwidth' && covers(fault.links, from, to))
        least = Math.min(least, fault.packetsPerTick * PACKET_BYTES);
    return least;
  }
}

function covers({ from, to }: LinkSet, sender: number, hearer: number): boolean {
  return (from?.includes(sender) ?? true) && (to?.includes(hearer) ?? true);
}

function cuts(
  { groups, oneWay }: Extract<LinkFault, { kind: 'partition' }>,
  from: number,
  to: number,
): boolean {
  const groupOf = (host: number) => groups.findIndex((group) => group.includes(host));
  const [ours, theirs] = [groupOf(from), groupOf(to)];
  if (ours === -1 || theirs === -1 || ours === theirs) return false;
  return !oneWay || ours < theirs;
}

/** A tick of a scenario is a millisecond, and no packet is there in none: what a tick takes is nothing here. */
function latencyOf(shape: LatencyShape, first: number, second: number): number {
  switch (shape.kind) {
    case 'uniform':
      return between(shape, first) - 1;
    case 'exponential':
      return Math.min(8 * shape.mean, -Math.log((first + 1) / 0x1_0000_0001) * shape.mean);
    case 'bimodal':
      return between(second < threshold(shape.tail) ? shape.slow : shape.fast, first) - 1;
  }
}

function between({ min, max }: { readonly min: number; readonly max: number }, drawn: number): number {
  return min + scale(drawn, max - min + 1);
}
