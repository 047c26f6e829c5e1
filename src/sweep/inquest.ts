import type { Batch, BatchResult } from './batch.ts';
import { BatchTally } from './batch.ts';
import type { Source } from './drive.ts';
import { crashedBecause } from './seed-outcome.ts';

/** So often a seed may be the end of who runs nothing else; after that it counts as crashed. */
const MOST_DEATHS = 2;

/**
 * Finds the seed that workers die of: what was under way is given back and comes again seed by seed, until one of them
 * is the end of a worker alone, and is so again.
 */
export class Inquest {
  readonly #source: Source;
  readonly #deaths = new Map<string, number>();

  constructor(source: Source) {
    this.#source = source;
  }

  /**
   * These seeds were lost.
   * @param alone whether it is one seed, and its worker had nothing else to do
   * @returns what to note of that seed, where it has done so often enough
   */
  open(lost: Batch, alone: boolean, reason: string): BatchResult | undefined {
    const seed = `${lost.testcase}/${lost.from}`;
    const deaths = (this.#deaths.get(seed) ?? 0) + 1;
    if (alone) this.#deaths.set(seed, deaths);
    if (!alone || deaths < MOST_DEATHS) {
      this.#source.giveBack(lost);
      return undefined;
    }
    const tally = new BatchTally(lost.testcase, lost.from);
    tally.add(crashedBecause(reason));
    return tally.result();
  }
}
