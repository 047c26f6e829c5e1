import type { NodeId } from '../ids.ts';
import type { Seat } from '../membership/seat.ts';
import type { Epoch } from './epoch.ts';
import { ascending } from './epoch.ts';

/** What is to be changed in who owns the ring. */
export interface Change {
  readonly join: readonly { readonly id: NodeId; readonly seat: Seat }[];
  readonly leave: readonly NodeId[];
}

/** The epoch in which a change is pending; undefined where it changes nothing, or would leave nobody. */
export function planned({ cluster, number, owners }: Epoch, { join, leave }: Change): Epoch | undefined {
  const staying = owners.filter(({ id }) => !leave.includes(id));
  const joining = join.filter(({ id }) => !owners.some((owner) => owner.id === id));
  const isChange = staying.length < owners.length || joining.length > 0;
  if (!isChange || staying.length + joining.length === 0) return undefined;
  const since = number + 1;
  const target = ascending([...staying, ...joining.map(({ id, seat }) => ({ id, seat, since }))]);
  return { cluster, number: since, owners, target };
}

/** The target is in effect. */
export function completed({ cluster, number, target }: Epoch): Epoch | undefined {
  return target === undefined ? undefined : { cluster, number: number + 1, owners: target };
}

/** Everything stays as it was before the change. */
export function undone({ cluster, number, owners, target }: Epoch): Epoch | undefined {
  return target === undefined ? undefined : { cluster, number: number + 1, owners };
}

/** The same change, standing still or going on; that it goes on is an epoch in any case, in which no earlier halt counts. */
export function halted({ cluster, number, owners, target, paused }: Epoch, halt: boolean): Epoch | undefined {
  if (target === undefined || (halt && paused === true)) return undefined;
  const next = { cluster, number: number + 1, owners, target };
  return halt ? { ...next, paused: true } : next;
}
