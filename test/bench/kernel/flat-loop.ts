import type { Done, Load } from './load.ts';
import { LONGEST_DELAY, sum } from './load.ts';
import { peerOf, Xorshift } from './peers.ts';

/** A power of two above the longest delay. */
const BUCKETS = 16;
const WORDS = 2;

/**
 * The ceiling: nothing but the loop. Flat records in a ring of tick buckets, chance from one generator, no rules, no
 * digest, no objects. What a simulator in this language could reach if it simulated nothing else.
 */
export function flatLoop(load: Load): Done {
  const chance = new Xorshift(1);
  const heard = new Int32Array(load.nodes);
  const buckets = Array.from({ length: BUCKETS }, () => new Bucket());
  let deliveries = 0;
  for (let tick = 0; tick < load.ticks; tick += 1) {
    deliveries += deliver(buckets[tick % BUCKETS] as Bucket, heard);
    for (let node = 0; node < load.nodes; node += 1) tell(load, node, tick, buckets, chance);
  }
  return { deliveries, heard: sum(heard) };
}

class Bucket {
  words = new Int32Array(1024);
  used = 0;

  push(to: number, counter: number): void {
    if (this.used === this.words.length) this.#grow();
    this.words[this.used] = to;
    this.words[this.used + 1] = counter;
    this.used += WORDS;
  }

  #grow(): void {
    const wider = new Int32Array(2 * this.words.length);
    wider.set(this.words);
    this.words = wider;
  }
}

function deliver(bucket: Bucket, heard: Int32Array): number {
  const { words, used } = bucket;
  for (let at = 0; at < used; at += WORDS) {
    const to = words[at] as number;
    const counter = words[at + 1] as number;
    if (counter > (heard[to] as number)) heard[to] = counter;
  }
  bucket.used = 0;
  return used / WORDS;
}

function tell(load: Load, node: number, tick: number, buckets: readonly Bucket[], chance: Xorshift): void {
  for (let nth = 0; nth < load.fanout; nth += 1) {
    const peer = peerOf(load, node, nth, chance);
    if (chance.below(10) === 0) continue;
    const at = tick + 1 + chance.below(LONGEST_DELAY);
    (buckets[at % BUCKETS] as Bucket).push(peer, tick);
  }
}
