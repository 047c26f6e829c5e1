import type { Done, Load } from './load.ts';
import { LONGEST_DELAY, sum } from './load.ts';
import { peerOf, Xorshift } from './peers.ts';

interface Event {
  readonly at: number;
  readonly order: number;
  readonly to: number;
  readonly message: { readonly counter: number };
}

/** The textbook: a fresh object for each packet, in a binary heap by (tick, order). */
export function objectHeap(load: Load): Done {
  const chance = new Xorshift(1);
  const heard = new Int32Array(load.nodes);
  const heap = new Heap();
  let deliveries = 0;
  let order = 0;
  for (let tick = 0; tick < load.ticks; tick += 1) {
    for (let due = heap.popUpTo(tick); due !== undefined; due = heap.popUpTo(tick)) {
      heard[due.to] = Math.max(heard[due.to] as number, due.message.counter);
      deliveries += 1;
    }
    for (let node = 0; node < load.nodes; node += 1) {
      for (let nth = 0; nth < load.fanout; nth += 1) {
        const to = peerOf(load, node, nth, chance);
        if (chance.below(10) === 0) continue;
        heap.push({ at: tick + 1 + chance.below(LONGEST_DELAY), order, to, message: { counter: tick } });
        order += 1;
      }
    }
  }
  return { deliveries, heard: sum(heard) };
}

class Heap {
  readonly #events: Event[] = [];

  push(event: Event): void {
    const events = this.#events;
    let child = events.push(event) - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      const above = events[parent] as Event;
      if (!precedes(event, above)) break;
      events[child] = above;
      child = parent;
    }
    events[child] = event;
  }

  popUpTo(tick: number): Event | undefined {
    const events = this.#events;
    const first = events[0];
    if (first === undefined || first.at > tick) return undefined;
    const last = events.pop() as Event;
    if (events.length > 0) this.#sink(last);
    return first;
  }

  #sink(event: Event): void {
    const events = this.#events;
    let parent = 0;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= events.length) break;
      const right = events[child + 1];
      if (right !== undefined && precedes(right, events[child] as Event)) child += 1;
      const below = events[child] as Event;
      if (!precedes(below, event)) break;
      events[parent] = below;
      parent = child;
    }
    events[parent] = event;
  }
}

function precedes(a: Event, b: Event): boolean {
  return a.at !== b.at ? a.at < b.at : a.order < b.order;
}
