import type { RareEvent } from '../../trace/event.ts';

/** What the scenario knows of its acts, and the trace does not tell. */
export interface ActWords {
  /** Why, how or what: `TERTIARY of k`, `50 ticks ahead`, `cut node 1 off from nodes 2 and 3`. */
  readonly detailOf: (event: RareEvent) => string | undefined;
  /** The host that carries a node: a host that lost its disk carries one of another number. */
  readonly hostOf: (node: number) => number;
}
