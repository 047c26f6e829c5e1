/** Timers that are due within so many milliseconds of each other elapse together; none elapses early. */
const GRAIN_MS = 4;

/**
 * Timers by number, on one timer of the system: nearly all of them are cancelled before they are due, so setting and
 * cancelling must cost nothing but a place in a table. Setting one that is set moves it.
 * Source: Varghese and Lauck, "Hashed and hierarchical timing wheels", SOSP 1987 (scheme 4).
 */
export class Timers<Timer extends number> {
  /** In which slot each timer elapses; what else stands in a slot was moved or cancelled. */
  readonly #slotOf = new Map<Timer, number>();
  readonly #slots = new Map<number, Timer[]>();
  readonly #elapsed: (timer: Timer) => void;
  #handle: NodeJS.Timeout | undefined;
  /** The slot that the system's timer is for. */
  #armed = Number.POSITIVE_INFINITY;

  constructor(elapsed: (timer: Timer) => void) {
    this.#elapsed = elapsed;
  }

  set(timer: Timer, afterMs: number): void {
    const slot = Math.ceil((performance.now() + afterMs) / GRAIN_MS);
    this.#slotOf.set(timer, slot);
    const there = this.#slots.get(slot);
    if (there === undefined) this.#slots.set(slot, [timer]);
    else there.push(timer);
    if (slot < this.#armed) this.#arm(slot);
  }

  cancel(timer: Timer): void {
    this.#slotOf.delete(timer);
  }

  cancelAll(): void {
    clearTimeout(this.#handle);
    this.#slotOf.clear();
    this.#slots.clear();
    this.#armed = Number.POSITIVE_INFINITY;
  }

  #arm(slot: number): void {
    clearTimeout(this.#handle);
    this.#armed = slot;
    const waitMs = Math.max(1, Math.ceil(slot * GRAIN_MS - performance.now()));
    // What has come already is read first: who was kept from looking must not take it for late.
    this.#handle = setTimeout(() => setImmediate(() => this.#look()), waitMs);
  }

  #look(): void {
    this.#armed = Number.POSITIVE_INFINITY;
    const now = performance.now() / GRAIN_MS;
    const due = [...this.#slots.keys()].filter((slot) => slot <= now).sort((a, b) => a - b);
    for (const slot of due) {
      const timers = this.#slots.get(slot) ?? [];
      this.#slots.delete(slot);
      for (const timer of timers) if (this.#slotOf.get(timer) === slot) this.#elapse(timer);
    }
    const next = Math.min(...this.#slots.keys());
    if (next < this.#armed) this.#arm(next);
  }

  #elapse(timer: Timer): void {
    this.#slotOf.delete(timer);
    this.#elapsed(timer);
  }
}
