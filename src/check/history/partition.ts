import type { History } from './history.ts';

/** The operations of each key, in order of their calls: those of key k are `ids[starts[k] … starts[k + 1])`. */
export interface Partition {
  readonly starts: Int32Array;
  readonly ids: Int32Array;
  /** By operation, its place in `ids`. */
  readonly rows: Int32Array;
}

export function partitionByKey(history: History): Partition {
  const { key, size, keys } = history;
  const starts = new Int32Array(keys.length + 1);
  for (let id = 0; id < size; id++) {
    const next = (key[id] ?? 0) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let k = 1; k <= keys.length; k++) starts[k] = (starts[k] ?? 0) + (starts[k - 1] ?? 0);
  const free = starts.slice();
  const ids = new Int32Array(size);
  const rows = new Int32Array(size);
  for (let id = 0; id < size; id++) {
    const k = key[id] ?? 0;
    const at = free[k] ?? 0;
    free[k] = at + 1;
    ids[at] = id;
    rows[id] = at;
  }
  return { starts, ids, rows };
}

export function idsOfKey(partition: Partition, key: number): Int32Array {
  return partition.ids.subarray(partition.starts[key], partition.starts[key + 1]);
}

/**
 * The same operations with those of each key side by side: row i is operation `ids[i]`, so that what looks at one key
 * after the other need not wait for memory. In order of their calls within each key only, and without who asked.
 */
export function groupByKey(history: History, { starts, rows }: Partition): History {
  const { size } = history;
  const keys = new Int32Array(size);
  for (let k = 0; k + 1 < starts.length; k++) keys.fill(k, starts[k], starts[k + 1]);
  // Read in order and written to as many places as there are keys, which costs less than the other way round.
  const ints = (column: Int32Array): Int32Array => {
    const grouped = new Int32Array(size);
    for (let id = 0; id < size; id++) grouped[rows[id] ?? 0] = column[id] ?? 0;
    return grouped;
  };
  const bytes = (column: Uint8Array): Uint8Array => {
    const grouped = new Uint8Array(size);
    for (let id = 0; id < size; id++) grouped[rows[id] ?? 0] = column[id] ?? 0;
    return grouped;
  };
  return {
    ...history,
    process: new Int32Array(0),
    verb: bytes(history.verb),
    key: keys,
    observed: ints(history.observed),
    written: ints(history.written),
    call: ints(history.call),
    return: ints(history.return),
    outcome: bytes(history.outcome),
  };
}

/** The rows of a key where operations are grouped. */
export function rowsOfKey({ starts }: Partition, key: number): Int32Array {
  const from = starts[key] ?? 0;
  const rows = new Int32Array((starts[key + 1] ?? 0) - from);
  for (let i = 0; i < rows.length; i++) rows[i] = from + i;
  return rows;
}
