import type { History } from './history.ts';

/** The operations of each key, in order of their calls: those of key k are `ids[starts[k] … starts[k + 1])`. */
export interface Partition {
  readonly starts: Int32Array;
  readonly ids: Int32Array;
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
  for (let id = 0; id < size; id++) {
    const k = key[id] ?? 0;
    const at = free[k] ?? 0;
    free[k] = at + 1;
    ids[at] = id;
  }
  return { starts, ids };
}

export function idsOfKey(partition: Partition, key: number): Int32Array {
  return partition.ids.subarray(partition.starts[key], partition.starts[key + 1]);
}
