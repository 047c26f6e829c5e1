import type { History } from '../history/history.ts';
import { OPEN, outcomeCode } from '../history/history.ts';
import type { Json } from '../history/json.ts';
import type { Partition } from '../history/partition.ts';
import { idsOfKey } from '../history/partition.ts';
import { ABSENT } from '../history/value-table.ts';
import { isBlind, isPure } from '../history/verb-effect.ts';
import { initialValue } from '../model/register.ts';

/** The writer of the value that was there before the first write. */
export const INITIAL = -1;

/**
 * One key as a register with every value written once: which write each answered read returned. Failed operations and
 * reads without an answer are left out.
 */
export interface KeyHistory {
  readonly history: History;
  /** Number of the value before the first write. */
  readonly initial: number;
  /** All ids of the key, by their calls. */
  readonly ids: Int32Array;
  readonly writes: readonly number[];
  readonly reads: readonly number[];
  /** By read: the write, or `INITIAL`, or `undefined` where nobody wrote the value. */
  readonly writerOf: ReadonlyMap<number, number | undefined>;
}

/** `undefined` where the key has other operations than reads and writes, or a value was written twice. */
export function keyHistory(
  history: History,
  partition: Partition,
  key: number,
  initial: Json = null,
): KeyHistory | undefined {
  const ids = idsOfKey(partition, key);
  const first = initialValue(history, history.family === 'store' ? undefined : initial);
  const writers = new Map<number, number>([[first, INITIAL]]);
  const writes: number[] = [];
  const reads: number[] = [];
  for (const id of ids) {
    const verb = history.verb[id] ?? 0;
    const outcome = history.outcome[id];
    if (isPure(verb)) {
      if (outcome === outcomeCode.ok) reads.push(id);
      continue;
    }
    if (!isBlind(verb)) return undefined;
    if (outcome === outcomeCode.failed) continue;
    const value = history.written[id] ?? ABSENT;
    if (writers.has(value)) return undefined;
    writers.set(value, id);
    writes.push(id);
  }
  const writerOf = new Map(reads.map((id) => [id, writers.get(history.observed[id] ?? ABSENT)]));
  return { history, initial: first, ids, writes, reads, writerOf };
}

export function callOf(of: KeyHistory, id: number): number {
  return id === INITIAL ? -1 : (of.history.call[id] ?? 0);
}

/** `OPEN` for an unknown outcome. */
export function returnOf(of: KeyHistory, id: number): number {
  return id === INITIAL ? -1 : (of.history.return[id] ?? OPEN);
}

/** A read of a value that nobody had begun to write: it breaks every model. */
export function impossibleRead(of: KeyHistory): number | undefined {
  return of.reads.find((read) => {
    const writer = of.writerOf.get(read);
    return writer === undefined || callOf(of, writer) > returnOf(of, read);
  });
}
