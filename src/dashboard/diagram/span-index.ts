import { codeOf } from '../log/codes.ts';
import type { EventLog } from '../log/event-log.ts';
import { NONE } from '../log/event-log.ts';

const BLOCK = 512;
const SENT = codeOf('sent');

/** The packets of a log in the order of their sending, found by the stretch of time in which they were under way. */
export class SpanIndex {
  /** The events that are sendings. */
  readonly sendings: Int32Array;
  /** By sending: the tick at which it ended; that of the sending where it never did. */
  readonly ends: Int32Array;
  readonly #log: EventLog;
  /** By block of sendings: the latest end. */
  readonly #latest: Int32Array;

  /** @param wants whether the sending of this number is to be found at all; undefined: every one is */
  constructor(log: EventLog, wants?: (at: number) => boolean) {
    this.#log = log;
    const rows = new Int32Array(log.length);
    let count = 0;
    for (let at = 0; at < log.length; at += 1) {
      if (log.kind[at] !== SENT || wants?.(at) === false) continue;
      rows[count] = at;
      count += 1;
    }
    this.sendings = rows.slice(0, count);
    this.ends = new Int32Array(count);
    this.#latest = new Int32Array(Math.ceil(count / BLOCK));
    for (let nth = 0; nth < count; nth += 1) {
      const at = this.sendings[nth] as number;
      const partner = log.partner[at] as number;
      const end = log.tick[partner === NONE ? at : partner] as number;
      this.ends[nth] = end;
      const block = Math.floor(nth / BLOCK);
      if (end > (this.#latest[block] as number)) this.#latest[block] = end;
    }
  }

  /** Visits the packets that were under way at some time from tick `from` to tick `to`, by their place in `sendings`. */
  visit(from: number, to: number, visitor: (nth: number) => void): void {
    const { tick } = this.#log;
    const until = this.#sentUpTo(to);
    for (let first = 0; first < until; first += BLOCK) {
      if ((this.#latest[first / BLOCK] as number) < from) continue;
      for (let nth = first; nth < Math.min(first + BLOCK, until); nth += 1)
        if ((this.ends[nth] as number) >= from && (tick[this.sendings[nth] as number] as number) <= to)
          visitor(nth);
    }
  }

  /** The places of the packets that were sent from tick `from` to tick `to`: from the first to before the second. */
  sentIn(from: number, to: number): readonly [first: number, end: number] {
    return [this.#sentUpTo(from - 1), this.#sentUpTo(to)];
  }

  /** How many were sent up to the end of a tick. */
  #sentUpTo(tickWanted: number): number {
    let low = 0;
    let high = this.sendings.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#log.tick[this.sendings[middle] as number] as number) <= tickWanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
