import { OPEN } from '../history/history.ts';
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
    const n = ids.length;
    this.#size = n;
    this.next = new Int32Array(2 * n + 1);
    this.#previous = new Int32Array(2 * n + 1);
    this.#open = new Uint8Array(n);
    const ended = positionsByReturn(returns);
    let last = 2 * n;
    let e = 0;
    for (let i = 0; i < n; i++) {
      if (returns[i] === OPEN) this.#open[i] = 1;
      const call = history.call[ids[i] ?? 0] ?? 0;
      for (let r = ended[e]; r !== undefined && (returns[r] ?? OPEN) < call; r = ended[++e]) {
        last = this.#append(last, n + r);
      }
      last = this.#append(last, i);
    }
    for (let r = ended[e]; r !== undefined; r = ended[++e]) last = this.#append(last, n + r);
    this.#append(last, 2 * n);
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

  #append(last: number, entry: number): number {
    this.next[last] = entry;
    this.#previous[entry] = last;
    return entry;
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

/** Positions of the operations that returned, first return first. Sorts numbers that carry the position below. */
function positionsByReturn(returns: Int32Array): Int32Array {
  const n = returns.length;
  let ended = 0;
  for (const end of returns) if (end !== OPEN) ended++;
  const packed = new Float64Array(ended);
  let at = 0;
  for (let i = 0; i < n; i++) {
    const end = returns[i] ?? OPEN;
    if (end !== OPEN) packed[at++] = end * n + i;
  }
  packed.sort();
  const positions = new Int32Array(ended);
  for (let i = 0; i < ended; i++) positions[i] = (packed[i] ?? 0) % n;
  return positions;
}
