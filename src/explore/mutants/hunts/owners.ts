import type { Key } from '../../../core/ids.ts';
import { key } from '../../../core/ids.ts';
import { PLAIN_SEAT } from '../../../core/membership/seat.ts';
import { sliceOf } from '../../../core/repair/hash-tree.ts';
import { Ring } from '../../../core/ring/ring.ts';
import { DRILL } from '../../../core/settings.ts';

/** The owners of a key, the PRIMARY first, where hosts 1 … `hosts` are the group. */
export function ownersAmong(hosts: number): (key: Key) => readonly number[] {
  const ids = Int32Array.from({ length: hosts }, (_, index) => index + 1);
  const ring = new Ring({ ids, seats: ids.map(() => PLAIN_SEAT) }, DRILL.tokensPerNode);
  return (of) => ring.preferenceList(of, DRILL.replicas);
}

/** A key to delete, others of its slice that one of its owners owns too, and hosts that own none of them. */
export interface HalfOwned {
  readonly deleted: Key;
  readonly kept: readonly Key[];
  readonly strangers: readonly number[];
}

const TRIED = 3000;

/** All slices among some thousand keys in which hosts 1 … `hosts` own keys like that. */
export function halfOwned(hosts: number): readonly HalfOwned[] {
  const ownersOf = ownersAmong(hosts);
  const slices = new Map<number, Key[]>();
  for (let nth = 0; nth < TRIED; nth += 1) {
    const next = key(`s${nth}`);
    const keys = slices.get(sliceOf(next));
    if (keys === undefined) slices.set(sliceOf(next), [next]);
    else keys.push(next);
  }
  return [...slices.values()].flatMap(([deleted, ...others]) => {
    if (deleted === undefined) return [];
    const owners = ownersOf(deleted);
    const kept = others.filter(
      (other) => ownersOf(other).filter((owner) => owners.includes(owner)).length === 1,
    );
    const concerned = [...owners, ...kept.flatMap(ownersOf)];
    const strangers = Array.from({ length: hosts }, (_, index) => index + 1).filter(
      (host) => !concerned.includes(host),
    );
    return kept.length > 0 ? [{ deleted, kept, strangers }] : [];
  });
}
