import type { Tick, Ticks } from '../core/time.ts';
import { assert, unreachable } from '../lib/assert.ts';
import type { ClockFault } from '../scenario/act.ts';

/** So that a span of 2^33 ticks times a part of a drift stays an exact integer. */
const LARGEST_PART = 0x10_0000;

/**
 * One host's clock: what it shows at each tick of the world, in integers.
 *
 * Since the last fault it runs on a line, `local + ⌊(world − since) · numerator / denominator⌋`; frozen, on a flat one.
 * What is read is never below what could be read before the fault, so after a jump back, or after going slow from
 * ahead, the reading stands still until the line has caught up. Nor is it below 0.
 *
 * A timer is due when the reading has reached its due reading. So a jump ahead makes timers due at once, a jump back
 * delays them, and those of a frozen clock wait until it goes on. Keep timers by due reading (`read(now) + after`), and
 * after each `set` ask `worldTickOf` again for those that are still armed.
 */
export class HostClock {
  #since = 0;
  #local = 0;
  #numerator = 1;
  #denominator = 1;
  #frozen = false;
  #lowest = 0;

  /** The reading at tick `world`, not before the last fault. */
  read(world: Tick): Tick {
    return Math.max(this.#lowest, this.#line(world)) as Tick;
  }

  /** @returns world ticks until `after` ticks of this clock have passed, as it runs now; undefined where it stands for good */
  worldTicks(after: Ticks, world: Tick): number | undefined {
    const due = this.worldTickOf((this.read(world) + after) as Tick, world);
    return due === undefined ? undefined : due - world;
  }

  /** @returns the first tick from `world` on whose reading is `due` or later; undefined where the clock never shows it */
  worldTickOf(due: Tick, world: Tick): Tick | undefined {
    if (this.read(world) >= due) return world;
    if (this.#frozen) return undefined;
    const span = Math.ceil(((due - this.#local) * this.#denominator) / this.#numerator);
    return (this.#since + span) as Tick;
  }

  /**
   * From now on. `offset` says what the clock shows against the world's time, whatever it showed before; the others
   * begin at what it shows now, `sound` too: a clock that was ahead goes on at the pace of time, and stays ahead. A step
   * leaves the pace as it is, freeze included.
   */
  set(fault: ClockFault, world: Tick): void {
    this.#lowest = this.read(world);
    this.#local = this.#line(world);
    this.#since = world;
    switch (fault.kind) {
      case 'sound':
        return this.#run(this.#lowest, 1, 1);
      case 'offset':
        assert(Number.isSafeInteger(fault.ticks), `not an offset: ${fault.ticks}`);
        return this.#run(world + fault.ticks, 1, 1);
      case 'drift':
        return this.#run(this.#local, fault.numerator, fault.denominator);
      case 'step':
        assert(Number.isSafeInteger(fault.ticks), `not a step: ${fault.ticks}`);
        this.#local += fault.ticks;
        return;
      case 'freeze':
        this.#frozen = true;
        return;
      default:
        return unreachable(fault);
    }
  }

  #line(world: Tick): number {
    if (this.#frozen) return this.#local;
    return this.#local + Math.floor(((world - this.#since) * this.#numerator) / this.#denominator);
  }

  #run(local: number, numerator: number, denominator: number): void {
    assert(isPart(numerator) && isPart(denominator), `not a pace of a clock: ${numerator}/${denominator}`);
    this.#local = local;
    this.#numerator = numerator;
    this.#denominator = denominator;
    this.#frozen = false;
  }
}

function isPart(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= LARGEST_PART;
}
