import type { Tick } from '../../core/time.ts';
import type { Clock } from '../runtime/clock.ts';

/** What is wrong with a clock from now on; the words of a scenario. */
export type ClockTrouble =
  | { readonly kind: 'sound' }
  | { readonly kind: 'offset'; readonly ticks: number }
  | { readonly kind: 'drift'; readonly numerator: number; readonly denominator: number }
  | { readonly kind: 'step'; readonly ticks: number }
  | { readonly kind: 'freeze' };

/**
 * A clock that can be set wrong. What it shows never runs backwards: after a jump back it stands still until time has
 * caught up. A sound clock goes on from what it shows. Timers follow the machine's time, whatever the clock shows.
 */
export class SteeredClock implements Clock {
  readonly #time: Clock;
  /** What it shows, at the machine's time `#since`, before it is kept from running backwards. */
  #local: number;
  #since: number;
  #numerator = 1;
  #denominator = 1;
  #lowest = 0;

  constructor(time: Clock) {
    this.#time = time;
    this.#since = time.now();
    this.#local = this.#since;
  }

  now(): Tick {
    this.#lowest = Math.max(this.#lowest, this.#line(this.#time.now()));
    return this.#lowest as Tick;
  }

  set(trouble: ClockTrouble): void {
    const time = this.#time.now();
    this.now();
    this.#local = this.#line(time);
    this.#since = time;
    switch (trouble.kind) {
      case 'sound':
        return this.#run(this.#lowest, 1, 1);
      case 'offset':
        return this.#run(time + trouble.ticks, 1, 1);
      case 'drift':
        return this.#run(this.#local, trouble.numerator, trouble.denominator);
      case 'step':
        this.#local += trouble.ticks;
        return;
      case 'freeze':
        return this.#run(this.#local, 0, 1);
    }
  }

  #line(time: number): number {
    return this.#local + Math.floor(((time - this.#since) * this.#numerator) / this.#denominator);
  }

  #run(local: number, numerator: number, denominator: number): void {
    this.#local = local;
    this.#numerator = numerator;
    this.#denominator = denominator;
  }
}
