/** An event of the queue, put aside. */
export interface LaterEvent {
  readonly kind: number;
  readonly host: number;
  readonly a: number;
  readonly b: number;
  readonly reference: unknown;
}

interface Entry {
  readonly at: number;
  readonly order: number;
  readonly event: LaterEvent;
}

/** Events that are far away: a binary heap by (tick, order of insertion). */
export class Later {
  readonly #heap: Entry[] = [];
  #order = 0;

  push(at: number, event: LaterEvent): void {
    const heap = this.#heap;
    const entry = { at, order: this.#order, event };
    this.#order += 1;
    let child = heap.push(entry) - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !precedes(entry, above)) break;
      heap[child] = above;
      child = parent;
    }
    heap[child] = entry;
  }

  /** Takes the first one that is due at this tick or before. */
  takeUpTo(tick: number): LaterEvent | undefined {
    const first = this.#heap[0];
    if (first === undefined || first.at > tick) return undefined;
    const last = this.#heap.pop();
    if (last !== undefined && this.#heap.length > 0) this.#sink(last);
    return first.event;
  }

  #sink(entry: Entry): void {
    const heap = this.#heap;
    let parent = 0;
    for (;;) {
      let child = 2 * parent + 1;
      const left = heap[child];
      if (left === undefined) break;
      const right = heap[child + 1];
      if (right !== undefined && precedes(right, left)) child += 1;
      const first = heap[child];
      if (first === undefined || !precedes(first, entry)) break;
      heap[parent] = first;
      parent = child;
    }
    heap[parent] = entry;
  }
}

function precedes(a: Entry, b: Entry): boolean {
  return a.at !== b.at ? a.at < b.at : a.order < b.order;
}
