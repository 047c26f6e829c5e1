import type { Ticks } from '../../core/time.ts';
import type { Timer } from '../../core/timer.ts';

/** The timers of one node. Setting one that is set moves it. */
export class Timers {
  readonly #set = new Map<Timer, NodeJS.Timeout>();
  readonly #elapsed: (timer: Timer) => void;

  constructor(elapsed: (timer: Timer) => void) {
    this.#elapsed = elapsed;
  }

  set(timer: Timer, after: Ticks): void {
    clearTimeout(this.#set.get(timer));
    const handle = setTimeout(() => {
      this.#set.delete(timer);
      this.#elapsed(timer);
    }, after);
    this.#set.set(timer, handle);
  }

  cancel(timer: Timer): void {
    clearTimeout(this.#set.get(timer));
    this.#set.delete(timer);
  }

  cancelAll(): void {
    for (const handle of this.#set.values()) clearTimeout(handle);
    this.#set.clear();
  }
}
