import { nodeId } from '../../../src/core/ids.ts';
import { PLAIN_SEAT } from '../../../src/core/membership/seat.ts';
import type { Epoch, Owner } from '../../../src/core/ownership/epoch.ts';

/** Owners without zones that one epoch made. */
export function owners(ids: readonly number[], since = 1): readonly Owner[] {
  return ids.map((id) => ({ id: nodeId(id), seat: PLAIN_SEAT, since }));
}

/** An epoch of a cluster without a name. Of a target, who is no owner yet is made one by it. */
export function epochOf(number: number, ids: readonly number[], target?: readonly number[]): Epoch {
  const now = owners(ids);
  if (target === undefined) return { cluster: '', number, owners: now };
  const next = target.map((id) => now.find((owner) => owner.id === id) ?? owners([id], number)[0]);
  return { cluster: '', number, owners: now, target: next.filter((owner) => owner !== undefined) };
}
