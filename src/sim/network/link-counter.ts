const FIRST_CAPACITY = 256;

/**
 * Counts the packets of each link within one tick: an open-addressed table that forgets everything when the tick
 * changes, without being cleared.
 */
export class LinkCounter {
  #mask = FIRST_CAPACITY - 1;
  #from = new Int32Array(FIRST_CAPACITY);
  #to = new Int32Array(FIRST_CAPACITY);
  #count = new Int32Array(FIRST_CAPACITY);
  #tick = new Int32Array(FIRST_CAPACITY).fill(-1);
  #now = -1;
  #links = 0;

  /** How many times this was called before for the same link and tick. Ticks never go back. */
  next(from: number, to: number, tick: number): number {
    if (tick !== this.#now) {
      this.#now = tick;
      this.#links = 0;
    }
    let at = (Math.imul(from, 0x9e3779b1) ^ Math.imul(to, 0x85ebca77)) & this.#mask;
    while (this.#tick[at] === tick) {
      if (this.#from[at] === from && this.#to[at] === to) {
        const before = this.#count[at] as number;
        this.#count[at] = before + 1;
        return before;
      }
      at = (at + 1) & this.#mask;
    }
    this.#tick[at] = tick;
    this.#from[at] = from;
    this.#to[at] = to;
    this.#count[at] = 1;
    this.#links += 1;
    if (this.#links * 2 > this.#mask) this.#grow();
    return 0;
  }

  #grow(): void {
    const { from, to, count, tick } = {
      from: this.#from,
      to: this.#to,
      count: this.#count,
      tick: this.#tick,
    };
    const capacity = (this.#mask + 1) * 2;
    this.#mask = capacity - 1;
    this.#from = new Int32Array(capacity);
    this.#to = new Int32Array(capacity);
    this.#count = new Int32Array(capacity);
    this.#tick = new Int32Array(capacity).fill(-1);
    this.#links = 0;
    for (let old = 0; old < tick.length; old += 1) {
      if (tick[old] !== this.#now) continue;
      for (let n = count[old] as number; n > 0; n -= 1)
        this.next(from[old] as number, to[old] as number, this.#now);
    }
  }
}
