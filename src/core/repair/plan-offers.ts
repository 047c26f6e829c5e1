import type { NodeId } from '../ids.ts';

export interface OfferPlan {
  /** Replicas that may lack the key. */
  readonly targets: readonly NodeId[];
  /** How many other holders should be let go first. */
  readonly rank: number;
}

/**
 * Whom one holder of a key should offer it to while a ring is pending that gives the key other replicas: all of them but
 * itself, for each has to say that it holds it. @param next the replicas to come
 */
export function planHandOver(self: NodeId, before: readonly NodeId[], next: readonly NodeId[]): OfferPlan {
  const isMoved = before.length !== next.length || before.some((replica) => !next.includes(replica));
  const rank = before.indexOf(self);
  return {
    targets: isMoved ? next.filter((replica) => replica !== self) : [],
    rank: rank === -1 ? before.length : rank,
  };
}

/**
 * Whom one holder of a key should offer it to, when the preference list goes from `before` to `after`.
 * A holder that stays a replica answers for the newcomers; one that does not, for all, since it wants to let go.
 */
export function planOffers(self: NodeId, before: readonly NodeId[], after: readonly NodeId[]): OfferPlan {
  const survivors = after.filter((replica) => before.includes(replica));
  if (!after.includes(self)) return { targets: after, rank: survivors.length };
  const rank = survivors.indexOf(self);
  return {
    targets: after.filter((replica) => replica !== self && !before.includes(replica)),
    // A holder that was on neither list before comes after those that were.
    rank: rank === -1 ? survivors.length : rank,
  };
}
