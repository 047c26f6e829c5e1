/** Words of a place: the tick that it is of, both ends of the link, and its packets. One line of the cache holds four places. */
const WORDS = 4;
const PLACES_OF_A_HOST = 4;
const FEWEST_HOSTS = 64;
/** Places that are looked at near those of the sender's other links. */
const NEAR = 4;

/**
 * Counts the packets of each link within one tick: an open-addressed table that forgets everything when the tick
 * changes, without being cleared. A link lies near the other links of its sender, who sends to several at a time, and where
 * that place is crowded anywhere (bench: kernel, 100 000 nodes).
 */
export class LinkCounter {
  /** Places of one host are that many. A power of two, as the number of all. */
  #stride = PLACES_OF_A_HOST;
  #words: Int32Array;
  #now = -1;
  #links = 0;

  /** @param hosts about so many send */
  constructor(hosts: number) {
    let room = FEWEST_HOSTS;
    while (room <= hosts) room *= 2;
    this.#words = new Int32Array(room * PLACES_OF_A_HOST * WORDS).fill(-1);
  }

  /** How many times this was called before for the same link and tick. Ticks never go back. */
  next(from: number, to: number, tick: number): number {
    if (tick !== this.#now) {
      this.#now = tick;
      this.#links = 0;
    }
    const words = this.#words;
    const end = words.length - 1;
    let at = ((from * this.#stride + (to & (this.#stride - 1))) * WORDS) & end;
    for (let looked = 1; words[at] === tick; looked += 1) {
      if (words[at + 1] === from && words[at + 2] === to) {
        const before = words[at + 3] as number;
        words[at + 3] = before + 1;
        return before;
      }
      // Places near each other are taken together, so what has no place there leaps.
      if (looked < NEAR) at = (at + WORDS) & end;
      else at = (at + (scattered(from, to) | 1) * WORDS) & end;
    }
    words[at] = tick;
    words[at + 1] = from;
    words[at + 2] = to;
    words[at + 3] = 1;
    this.#links += 1;
    if (this.#links * WORDS * 4 > words.length * 3) this.#grow();
    return 0;
  }

  #grow(): void {
    const before = this.#words;
    this.#words = new Int32Array(2 * before.length).fill(-1);
    this.#stride *= 2;
    this.#links = 0;
    for (let old = 0; old < before.length; old += WORDS) {
      if (before[old] !== this.#now) continue;
      for (let n = before[old + 3] as number; n > 0; n -= 1)
        this.next(before[old + 1] as number, before[old + 2] as number, this.#now);
    }
  }
}

function scattered(from: number, to: number): number {
  const h = Math.imul(from, 0x9e3779b1) ^ Math.imul(to, 0x85ebca77);
  return Math.imul(h ^ (h >>> 15), 0xc2b2ae35) >>> 8;
}
