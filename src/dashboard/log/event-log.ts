/** How operations end. */
export const OUTCOMES = ['ok', 'failed', 'unknown'] as const;

/** No such event, or no such node. */
export const NONE = -1;

/**
 * The events of a run as columns, so that a million of them take little room, go from thread to thread without being
 * copied, and are found fast. The number of an event is its row.
 */
export interface EventLog {
  readonly length: number;
  /** What happened: codes of `codes.ts`; a note goes by its own name. */
  readonly kind: Uint8Array<ArrayBuffer>;
  readonly tick: Int32Array<ArrayBuffer>;
  /** The identity that it happened to; 0: nobody. */
  readonly node: Int32Array<ArrayBuffer>;
  /** The other one: whom a packet is for or from, whom a note is about; 0: nobody. Of an answer: its outcome, a row of OUTCOMES. */
  readonly peer: Int32Array<ArrayBuffer>;
  /** The code of the message of a packet, or NOTHING. */
  readonly message: Uint8Array<ArrayBuffer>;
  /** Of a packet's sending its end, and the other way round; of a question its answer, and the other way round; or NONE. */
  readonly partner: Int32Array<ArrayBuffer>;
}

/** The first event of each tick from 0 to `lastTick + 1`: those of tick t are from `starts[t]` to before `starts[t + 1]`. */
export function tickStarts({ tick, length }: EventLog, lastTick: number): Int32Array {
  const starts = new Int32Array(lastTick + 2).fill(length);
  for (let at = length - 1; at >= 0; at -= 1) starts[tick[at] as number] = at;
  for (let t = lastTick; t >= 0; t -= 1) starts[t] = Math.min(starts[t] as number, starts[t + 1] as number);
  return starts;
}
