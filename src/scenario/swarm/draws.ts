import { Dice, openStream } from '../../lib/chance.ts';
import type { Range } from '../file/swarm-fields.ts';

/** The decisions of a swarm: each has a stream of its own by name, so that a new one leaves the others as they were. */
export class Draws {
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Dice of one decision. */
  dice(name: string): Dice {
    return new Dice(openStream(this.#seed, `swarm/${name}`));
  }

  /** Uniform in min … max. */
  within(name: string, { min, max }: Range): number {
    return min + this.dice(name).below(max - min + 1);
  }

  pick<T>(name: string, items: readonly T[]): T {
    return this.dice(name).pick(items);
  }

  coin(name: string): boolean {
    return this.dice(name).below(2) === 1;
  }
}
