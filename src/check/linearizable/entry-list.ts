import { OPEN } from '../history/history.ts';
import { positionsInOrder } from './nearly-sorted.ts';
import type { SubHistory } from './sub-history.ts';

/**
 * Calls and returns in the order of their events, as a doubly linked list from which an operation can be lifted and
 * put back in constant time (Knuth's dancing links). Of n operations, entry i is the call of the operation at position i,
 * n + i its return; 2n is both ends. An open operation has no return.
 */
export class EntryList {
  readonly next: Int32Array;
  readonly #previous: Int32Array;
  readonly #size: number;
  readonly #open: Uint8Array;

  constructor(sub: SubHistory) {
    const { history, ids, returns } = sub;
    const { call: calls } = history;
    const n = ids.length;
    const next = new Int32Array(2 * n + 1);
    const previous = new Int32Array(2 * n + 1);
    const open = new Uint8Array(n);
    const ended = new Int32Array(n);
    const count = positionsInOrder(returns, n, ended);
    let last = 2 * n;
    let e = 0;
    for (let i = 0; i <= n; i++) {
      const call = i < n ? (calls[ids[i] ?? 0] ?? 0) : OPEN;
      for (; e < count && (returns[ended[e] ?? 0] ?? OPEN) < call; e++) {
        const entry = n + (ended[e] ?? 0);
        next[last] = entry;
        previous[entry] = last;
        last = entry;
      }
      const entry = i < n ? i : 2 * n;
      if (i < n && returns[i] === OPEN) open[i] = 1;
      next[last] = entry;
      previous[entry] = last;
      last = entry;
    }
    this.#size = n;
    this.next = next;
    this.#previous = previous;
    this.#open = open;
  }

  /** The first entry: `end` when the list is empty. */
  get first(): number {
    return this.next[this.end] ?? 0;
  }

  get end(): number {
    return 2 * this.#size;
  }

  /** Takes the operation at `position` out, and returns the entry that came after its call. */
  lift(position: number): number {
    this.#unlink(position);
    if (this.#open[position] === 0) this.#unlink(this.#size + position);
    return this.after(position);
  }

  /** The entry after the call of a lifted operation, its own return left out. */
  after(position: number): number {
    const next = this.next[position] ?? 0;
    return next === this.#size + position ? (this.next[next] ?? 0) : next;
  }

  /** Undoes the last `lift` that is not undone. */
  putBack(position: number): void {
    if (this.#open[position] === 0) this.#relink(this.#size + position);
    this.#relink(position);
  }

  #unlink(entry: number): void {
    const next = this.next[entry] ?? 0;
    const previous = this.#previous[entry] ?? 0;
    this.next[previous] = next;
    this.#previous[next] = previous;
  }

  #relink(entry: number): void {
    this.next[this.#previous[entry] ?? 0] = entry;
    this.#previous[this.next[entry] ?? 0] = entry;
  }
}
