import type { TraceBook } from '../check/trace/book.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { ClientHistory } from './history-of.ts';

/** A run that is over, and what is claimed of it. */
export interface FinishedRun {
  readonly scenario: Scenario;
  readonly book: TraceBook;
  readonly clients: ClientHistory;
  readonly wanted: string;
}
