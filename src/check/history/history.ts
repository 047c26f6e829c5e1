import { assert } from '../../lib/assert.ts';
import type { ProcessName } from './event.ts';
import type { Json } from './json.ts';
import type { ValueTable } from './value-table.ts';
import type { Family, Verb } from './verb.ts';
import { verbNames } from './verb.ts';

/** `failed`: it never took effect. `unknown`: it may have, at any moment after its call, or it may yet. */
export type Outcome = 'ok' | 'failed' | 'unknown';

export const outcomeCode = { ok: 0, failed: 1, unknown: 2 } as const satisfies Record<Outcome, number>;

/** The return of an operation that nobody saw end: later than every event. */
export const OPEN = 0x7fffffff;

/**
 * The operations of a run, in order of their calls, as columns: row i of each is operation i.
 * Times are event numbers, all different, counted from 0.
 */
export interface History {
  readonly family: Family;
  readonly size: number;
  readonly eventCount: number;
  /** Row of `processes`. */
  readonly process: Int32Array;
  /** A `verbCode`. */
  readonly verb: Uint8Array;
  /** Row of `keys`. */
  readonly key: Int32Array;
  /** Number in `values`: what a `read` or `get` returned, what a `cas` expects; else `ABSENT`. */
  readonly observed: Int32Array;
  /** Number in `values`: what was to be stored (or appended); else `ABSENT`. */
  readonly written: Int32Array;
  readonly call: Int32Array;
  /** `OPEN` exactly when the outcome is unknown. */
  readonly return: Int32Array;
  /** An `outcomeCode`. */
  readonly outcome: Uint8Array;
  /** The one key of a history without keys is `undefined`. */
  readonly keys: readonly (string | undefined)[];
  readonly processes: readonly ProcessName[];
  readonly values: ValueTable;
}

/** One row, for people. `observed` and `written` are left out where there is none. */
export interface Operation {
  readonly id: number;
  readonly process: ProcessName;
  readonly verb: Verb;
  readonly key?: string;
  readonly observed?: Json;
  readonly written?: Json;
  readonly outcome: Outcome;
  readonly call: number;
  /** Left out when it never returned. */
  readonly return?: number;
}

const outcomes: readonly Outcome[] = ['ok', 'failed', 'unknown'];

export function operationAt(history: History, id: number): Operation {
  const process = history.processes[history.process[id] ?? -1];
  const verb = verbNames[history.verb[id] ?? -1];
  const outcome = outcomes[history.outcome[id] ?? -1];
  assert(process !== undefined && verb !== undefined && outcome !== undefined, `no operation ${id}`);
  const key = history.keys[history.key[id] ?? -1];
  const observed = history.values.at(history.observed[id] ?? 0);
  const written = history.values.at(history.written[id] ?? 0);
  const returned = history.return[id] ?? OPEN;
  return {
    id,
    process,
    verb,
    ...(key === undefined ? {} : { key }),
    ...(observed === undefined ? {} : { observed }),
    ...(written === undefined ? {} : { written }),
    outcome,
    call: history.call[id] ?? 0,
    ...(returned === OPEN ? {} : { return: returned }),
  };
}
