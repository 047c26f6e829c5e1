import type { Key } from '../../../core/ids.ts';
import { key } from '../../../core/ids.ts';
import type { Operation } from '../../../core/operation.ts';
import { writtenValue } from '../../../core/operation.ts';
import { sliceOf } from '../../../core/repair/hash-tree.ts';
import type { Dated } from './ground.ts';

/** An operation that a hunt asks for by itself, without a client. */
export interface Asked {
  readonly at: number;
  /** The host that is asked. */
  readonly by: number;
  readonly operation: Operation;
}

export function asked(requests: readonly Asked[]): readonly Dated[] {
  return [...requests]
    .sort((a, b) => a.at - b.at)
    .map(({ at, by, operation }, request) => {
      return { kind: 'request', at, by, request, operation, expected: writtenValue(operation) };
    });
}

const TRIED = 400;

/** Pairs of keys that share a slice, and thus a floor. */
export const NEIGHBOURS: readonly (readonly [Key, Key])[] = neighbours();

function neighbours(): readonly (readonly [Key, Key])[] {
  const first = new Map<number, Key>();
  const pairs: (readonly [Key, Key])[] = [];
  for (let nth = 0; nth < TRIED; nth += 1) {
    const next = key(`p${nth}`);
    const other = first.get(sliceOf(next));
    if (other === undefined) first.set(sliceOf(next), next);
    else {
      first.delete(sliceOf(next));
      pairs.push([other, next]);
    }
  }
  return pairs;
}
