import type { EventLog } from '../log/event-log.ts';
import { tickStarts } from '../log/event-log.ts';

/**
 * Between how many events have happened and what time it is. Events of one tick happen one after the other and fill it
 * evenly, so a moment within a tick is a number of events, and a number of events a moment.
 */
export class Times {
  readonly lastTick: number;
  readonly #log: EventLog;
  readonly #starts: Int32Array;

  constructor(log: EventLog, endTick: number) {
    this.#log = log;
    this.lastTick = Math.max(endTick - 1, log.tick[log.length - 1] ?? 0);
    this.#starts = tickStarts(log, this.lastTick);
  }

  /** How many events happened before this tick. */
  before(tick: number): number {
    return this.#starts[Math.max(0, Math.min(Math.ceil(tick), this.lastTick + 1))] as number;
  }

  /** How many events have happened at a moment. */
  eventsAt(time: number): number {
    const tick = Math.max(0, Math.min(Math.floor(time), this.lastTick + 1));
    const begin = this.before(tick);
    return begin + Math.floor((time - tick) * (this.before(tick + 1) - begin) + 1e-9);
  }

  /** The earliest moment at which `at` events have happened. */
  momentOf(at: number): number {
    if (at <= 0) return 0;
    if (at >= this.#log.length) return this.lastTick + 1;
    // After the last event of a tick the next one has not happened yet: the tick is over.
    const tick = this.#log.tick[at - 1] as number;
    const begin = this.before(tick);
    return tick + (at - begin) / Math.max(1, this.before(tick + 1) - begin);
  }
}
