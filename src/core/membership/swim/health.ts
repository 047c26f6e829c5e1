import type { Settings } from '../../settings.ts';
import type { Ticks } from '../../time.ts';
import { ticks } from '../../time.ts';

/**
 * How much this node trusts itself: 0 is fit. Whoever misses answers that others sent, is accused though it lives, or
 * wakes late is probably slow itself, and then probes less often and waits longer, instead of accusing its peers.
 * Source: Dadgar, Phillips, Currey, Lifeguard, 2018, §IV-A, local health multiplier.
 */
export class Health {
  readonly #settings: Settings;
  #score = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  get score(): number {
    return this.#score;
  }

  /** @param by above 0: worse */
  change(by: number): void {
    this.#score = Math.max(0, Math.min(this.#settings.healthLimit, this.#score + by));
  }

  /** A span as long as this node needs it to be. */
  stretched(span: Ticks): Ticks {
    return ticks(span * (1 + this.#score));
  }
}
