import type { Backlog } from './backlog.ts';
import type { Batch, BatchResult } from './batch.ts';

/** A batch, and whether it is a single seed because it may be what a worker died of. */
export interface Portion {
  readonly batch: Batch;
  readonly alone: boolean;
}

/** Where workers get what they do. */
export interface Source {
  /** Whether there may be more later, although nothing is left now. */
  readonly refills: boolean;
  /** The next batch. */
  take(): Portion | undefined;
  /** These seeds were handed out and are not done, for one of them may have killed a worker. */
  giveBack(batch: Batch): void;
}

/** Told of every piece of work that is done, each seed in one piece only. @param millis that its runs took */
export type HearResult = (result: BatchResult, millis: number) => void;

/** Something that works a backlog off. */
export interface Driver {
  /** Settles when all is done or `stop` was called; fails where nobody can work at all. */
  readonly ended: Promise<void>;
  /** At once; what is not reported is not done. */
  stop(): void;
}

/** Begins to work off a backlog that is not empty. */
export type Drive = (backlog: Backlog, onResult: HearResult) => Driver;
