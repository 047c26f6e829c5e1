import type { Level } from '../core/operation.ts';
import type { Selection } from '../core/watch/watch-event.ts';
import type { Ratio } from '../lib/ratio.ts';

/** What simulated clients do. Which keys they choose and what they do with them. */
type WorkloadKind =
  /** Reads and writes of unique values; what the linearizability checkers like best. */
  | 'registers'
  /** Create, read, update and delete. */
  | 'crud'
  /** Registers, nearly all on one key. */
  | 'hot-key'
  /** Registers, keys chosen by Zipf's law. */
  | 'zipf'
  /** Registers, one key after the other: each client walks along all of them, from a place of its own. */
  | 'sequential'
  /** Registers, by turns: eight keys by Zipf's law, eight one after the other. */
  | 'mixed'
  /** Keys that come and go: create and delete, again and again. */
  | 'churn'
  /** Registers that are also compared and set, with what the client saw last. */
  | 'cas'
  /** Numbers: a client reads one, and then sets it one higher if it still is what it was. */
  | 'counters';

/** Clients that only watch. */
export interface WatchPlan {
  readonly watchers: number;
  readonly selection: Selection;
  /** Events that a watcher takes at once, before it is done with any. */
  readonly room: number;
  /** So long a watcher is busy with each event. */
  readonly thinkTicks: number;
}

export interface WorkloadPlan {
  readonly kind: WorkloadKind;
  readonly clients: number;
  readonly keys: number;
  /** Of all clients together. */
  readonly operations: number;
  /** Share of reads among the operations of `registers`, `hot-key`, `zipf`, `sequential` and `mixed`. */
  readonly reads: Ratio;
  /** So many keys of one verb are asked for at once, each an operation of its own; one where it is absent. */
  readonly batch?: number;
  /** Share of the turns in which a client asks for a page of the keys there are; none where it is absent. */
  readonly lists?: Ratio;
  readonly startTick: number;
  /** `closed`: a client waits for its answer, then thinks. `open`: it asks every `everyTicks`, answered or not. */
  readonly loop:
    | { readonly kind: 'closed'; readonly thinkTicks: number }
    | { readonly kind: 'open'; readonly everyTicks: number };
  /** Until a client gives up on an answer; the fate of a write is then unknown to it. */
  readonly timeoutTicks: number;
  /** How often a client asks again after a definite failure. Writes of unknown fate are never repeated. */
  readonly retries: number;
  /** `any`: a random live node each time. `one`: client i always asks host i mod N. `owner`: all operations on a key go through one host. */
  readonly coordinator: 'any' | 'one' | 'owner';
  /** Each key is written by one client only; the others just read it. */
  readonly singleWriter: boolean;
  /** What clients ask for; the nodes' own setting where it is absent. */
  readonly level?: Level;
  /** None where it is absent. */
  readonly watch?: WatchPlan;
  /** Half of all writes expire after so many ticks; none where it is absent. */
  readonly ttl?: number;
}
