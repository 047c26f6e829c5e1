import type { Members } from '../../core/ring/members.ts';
import { hostNumber } from '../../sim/identity.ts';
import type { RingPlan } from '../log/film.ts';
import type { Rows } from '../world/rows.ts';
import type { WorldState } from '../world/world-state.ts';

/** The ring as some node sees it. */
export interface RingSeen {
  /** Identities of those who own something, ascending. */
  readonly members: readonly number[];
  /** Those of the ring to come, while a change is pending. */
  readonly target: readonly number[] | undefined;
  /** Of the agreed ring. */
  readonly epoch: number | undefined;
  /** Alike for whoever sees the same. */
  readonly mark: string;
}

/** How the node in a row sees the ring: by the epoch in effect there, or by its own opinion of the others. */
export function ringSeenBy(state: WorldState, rows: Rows, { isAgreed }: RingPlan, row: number): RingSeen {
  if (isAgreed) {
    const epoch = state.epochs[row];
    const members = [...(epoch?.owners ?? [])].sort((a, b) => a - b);
    const { number, target } = epoch ?? { number: undefined, target: undefined };
    return {
      members,
      target,
      epoch: number,
      mark: `${number ?? '-'}${target === undefined ? '' : `>${target}`}`,
    };
  }
  const members = rows.ids.filter((_, about) => state.opinions[row * rows.count + about] !== 0);
  return { members, target: undefined, epoch: undefined, mark: `${members}` };
}

export interface Census {
  /** By row: how that node sees the ring; undefined where nobody is up. */
  readonly seen: readonly (RingSeen | undefined)[];
  /** How most of those that are up see it; the earliest such view where two are as frequent. */
  readonly usual: RingSeen | undefined;
  /** Rows of nodes that are up and see it in another way. */
  readonly stale: ReadonlySet<number>;
}

/** Who sees which ring. */
export function censusOf(state: WorldState, rows: Rows, plan: RingPlan): Census {
  const seen = rows.ids.map((_, row) =>
    state.lives[row] === 'up' ? ringSeenBy(state, rows, plan, row) : undefined,
  );
  const votes = new Map<string, number>();
  for (const view of seen) if (view !== undefined) votes.set(view.mark, (votes.get(view.mark) ?? 0) + 1);
  const most = Math.max(0, ...votes.values());
  const usual = seen.find((view) => view !== undefined && votes.get(view.mark) === most);
  const stale = new Set(
    seen.flatMap((view, row) => (view === undefined || view.mark === usual?.mark ? [] : [row])),
  );
  return { seen, usual, stale };
}

/** The members with their seats, as rings are made of them. */
export function membersOf(ids: readonly number[], { seats }: RingPlan): Members {
  return {
    ids: Int32Array.from(ids),
    seats: Int32Array.from(ids, (id) => seats[hostNumber(id, seats.length) - 1] ?? 0),
  };
}
