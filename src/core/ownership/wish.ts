import type { NodeId } from '../ids.ts';
import type { Seat } from '../membership/seat.ts';
import type { Change } from './change.ts';
import type { Epoch } from './epoch.ts';

/**
 * What somebody wants changed in who owns the ring; said again and again until it is so. `replaces`: who had the same place
 * before and is gone for good leaves in the same change. `leave` may be said by the owner itself, or of one that is dead.
 */
export type Wish =
  | {
      readonly kind: 'join';
      readonly node: NodeId;
      readonly seat: Seat;
      readonly replaces?: readonly NodeId[];
    }
  /** `lost`: for good, and nobody waits for its vote, nor for what only it and others that are lost held. */
  | { readonly kind: 'leave'; readonly node: NodeId; readonly lost?: true }
  /** Of the change that is pending in this epoch. */
  | { readonly kind: 'cancel'; readonly epoch: number }
  /** The same, to stand still; or to go on, whatever was said of that epoch before and is still on its way. */
  | { readonly kind: 'halt'; readonly epoch: number; readonly halt: boolean };

export function isGranted(wish: Wish, epoch: Epoch): boolean {
  const owns = (node: NodeId) => epoch.owners.some(({ id }) => id === node);
  switch (wish.kind) {
    case 'join':
      return owns(wish.node);
    case 'leave':
      return !owns(wish.node);
    case 'halt':
      return wish.halt ? epoch.number !== wish.epoch || epoch.paused === true : goesOn(epoch, wish.epoch);
    case 'cancel':
      return epoch.number !== wish.epoch;
  }
}

/** The epoch after the one that it was said in may still be that of a halt that came first; the one after that is not. */
function goesOn({ number, paused }: Epoch, said: number): boolean {
  return number > said && (paused !== true || number > said + 1);
}

/** The change that is pending will grant it. */
export function isPending(wish: Wish, { target }: Epoch): boolean {
  if (target === undefined || wish.kind === 'cancel' || wish.kind === 'halt' || isOfLost(wish)) return false;
  return target.some(({ id }) => id === wish.node) === (wish.kind === 'join');
}

/** All that is wished at once: one change. */
export function changeOf(wishes: readonly Wish[]): Change {
  const join = wishes.flatMap((wish) => (wish.kind === 'join' ? [{ id: wish.node, seat: wish.seat }] : []));
  const leave = wishes.flatMap((wish) => {
    if (wish.kind === 'leave') return [wish.node];
    return wish.kind === 'join' ? (wish.replaces ?? []) : [];
  });
  return { join: join.filter(({ id }) => !leave.includes(id)), leave };
}

/** It holds until the change is over, and is said until then. */
export function isOfLost(wish: Wish): wish is Extract<Wish, { readonly kind: 'leave' }> {
  return wish.kind === 'leave' && wish.lost === true;
}

/** Two that mean the same. */
export function nameOf(wish: Wish): string {
  if (isOfLost(wish)) return `loss of ${wish.node}`;
  return 'node' in wish ? `${wish.kind} ${wish.node}` : `${wish.kind} of ${wish.epoch}`;
}
