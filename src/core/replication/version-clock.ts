import type { NodeId } from '../ids.ts';
import type { Tick } from '../time.ts';
import type { Version } from '../version.ts';

/**
 * Issues versions: a hybrid logical clock. The counter is above every counter seen so far and not below the node's
 * own clock, so that a coordinator that never heard of a key still writes above what was written long before. The
 * clock only helps: order and uniqueness rest on the counter, never on time alone.
 * Source: Kulkarni et al., "Logical physical clocks", OPODIS 2014.
 */
export class VersionClock {
  readonly #writer: NodeId;
  readonly #incarnation: number;
  readonly #learns: boolean;
  #counter = 0;

  /** @param learns false only to show why time alone must not decide */
  constructor(writer: NodeId, incarnation: number, learns: boolean) {
    this.#writer = writer;
    this.#incarnation = incarnation;
    this.#learns = learns;
  }

  /** Every version issued from now on has a higher one. */
  get counter(): number {
    return this.#counter;
  }

  observe(version: Version | undefined): void {
    if (version !== undefined) this.observeCounter(version.counter);
  }

  observeCounter(counter: number): void {
    if (this.#learns) this.#counter = Math.max(this.#counter, counter);
  }

  next(now: Tick): Version {
    this.#counter = Math.max(this.#counter + 1, now);
    return { counter: this.#counter, writer: this.#writer, incarnation: this.#incarnation };
  }
}
