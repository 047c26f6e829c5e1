import type { Batch, BatchResult } from '../batch.ts';
import type { Portion, Source } from '../drive.ts';
import { sizeOf } from '../seed-range.ts';
import type { Piece } from './job.ts';

interface Errand {
  readonly batch: Batch;
  readonly pieces: Piece[];
  left: number;
  readonly done: Promise<readonly Piece[]>;
  readonly resolve: (pieces: readonly Piece[]) => void;
}

/**
 * Batches on their way from a queue to the workers of this machine, and what came of them on its way back. Those that
 * are under way share no seed, so a result belongs to the one that holds its seeds.
 */
export class Inbox implements Source {
  readonly refills = true;
  readonly #onMore: () => void;
  readonly #waiting: Batch[] = [];
  readonly #suspects: Batch[] = [];
  readonly #errands = new Set<Errand>();

  /** @param onMore told when there is something to take again */
  constructor(onMore: () => void) {
    this.#onMore = onMore;
  }

  /** @returns what came of all its seeds, once that is known */
  async accept(batch: Batch): Promise<readonly Piece[]> {
    // A queue that took us for lost hands out the same seeds once more; even to us.
    for (let rival = this.#rivalOf(batch); rival !== undefined; rival = this.#rivalOf(batch))
      await rival.done;
    let resolve: Errand['resolve'] = () => {};
    const done = new Promise<readonly Piece[]>((settle) => {
      resolve = settle;
    });
    this.#errands.add({ batch, pieces: [], left: sizeOf(batch), done, resolve });
    this.#waiting.push(batch);
    this.#onMore();
    return done;
  }

  get isIdle(): boolean {
    return this.#errands.size === 0;
  }

  take(): Portion | undefined {
    const suspect = this.#suspects.shift();
    if (suspect === undefined) {
      const batch = this.#waiting.shift();
      return batch === undefined ? undefined : { batch, alone: false };
    }
    const { testcase, from, to } = suspect;
    if (from < to) this.#suspects.unshift({ testcase, from: from + 1, to });
    return { batch: { testcase, from, to: from }, alone: true };
  }

  giveBack(batch: Batch): void {
    if (batch.from <= batch.to) this.#suspects.push(batch);
  }

  hear(result: BatchResult, millis: number): void {
    const errand = this.#rivalOf(result);
    if (errand === undefined) return;
    errand.pieces.push([result, millis]);
    errand.left -= sizeOf(result);
    if (errand.left > 0) return;
    this.#errands.delete(errand);
    errand.resolve(errand.pieces);
  }

  /** What is under way of these seeds. */
  #rivalOf({ testcase, from, to }: Batch): Errand | undefined {
    for (const errand of this.#errands) {
      const { batch } = errand;
      if (batch.testcase === testcase && batch.from <= to && from <= batch.to) return errand;
    }
    return undefined;
  }
}
