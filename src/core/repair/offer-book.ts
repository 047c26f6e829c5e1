import { compareText } from '../../lib/order.ts';
import type { Key, NodeId } from '../ids.ts';
import type { Tick } from '../time.ts';

/** Offers not yet confirmed: which key to which replica, and when to say so (again). */
export class OfferBook {
  readonly #due = new Map<NodeId, Map<Key, number>>();
  #size = 0;

  /** Open offers, counted once for each key and replica. */
  get size(): number {
    return this.#size;
  }

  /** An offer that is open already keeps its time. */
  add(to: NodeId, key: Key, due: number): void {
    let keys = this.#due.get(to);
    if (keys === undefined) {
      keys = new Map();
      this.#due.set(to, keys);
    }
    if (keys.has(key)) return;
    keys.set(key, due);
    this.#size += 1;
  }

  /** @returns whether that offer was open */
  settle(to: NodeId, key: Key): boolean {
    const was = this.#due.get(to)?.delete(key) ?? false;
    if (was) this.#size -= 1;
    return was;
  }

  /** Whether anybody has yet to confirm the key. */
  isOpen(key: Key): boolean {
    for (const keys of this.#due.values()) if (keys.has(key)) return true;
    return false;
  }

  keepOnly(wanted: (key: Key, to: NodeId) => boolean): void {
    for (const [to, keys] of this.#due) {
      for (const key of [...keys.keys()]) if (!wanted(key, to)) this.settle(to, key);
    }
  }

  /** Who has yet to confirm what, by key. */
  open(): ReadonlyMap<Key, readonly NodeId[]> {
    const open = new Map<Key, NodeId[]>();
    for (const [to, keys] of this.#due) {
      for (const key of keys.keys()) {
        const nodes = open.get(key);
        if (nodes === undefined) open.set(key, [to]);
        else nodes.push(to);
      }
    }
    return open;
  }

  /**
   * The offers to make now, by receiver and key in ascending order, so many at most to each receiver; each falls due again
   * after `retryAfter`.
   */
  takeDue(now: Tick, retryAfter: number, atMost: number): readonly (readonly [NodeId, readonly Key[]])[] {
    const batches: [NodeId, Key[]][] = [];
    for (const [to, keys] of this.#due) {
      const due: Key[] = [];
      for (const [key, at] of keys) if (at <= now) due.push(key);
      const batch = due.sort(compareText).slice(0, atMost);
      for (const key of batch) keys.set(key, now + retryAfter);
      if (batch.length > 0) batches.push([to, batch]);
    }
    return batches.sort(([a], [b]) => a - b);
  }
}
