import type { Key } from '../../core/ids.ts';
import { keyPosition } from '../../core/ring/position.ts';
import { Ring } from '../../core/ring/ring.ts';
import type { RingPlan } from '../log/film.ts';
import { angleOf } from './layout.ts';
import type { RingSeen } from './views.ts';
import { membersOf } from './views.ts';

export const PLACES = ['PRIMARY', 'SECONDARY', 'TERTIARY'] as const;

/** Where a key lies on a ring as somebody sees it. */
export interface Placed {
  readonly angle: number;
  /** PRIMARY first. */
  readonly replicas: readonly number[];
}

/** Finds the replicas of keys, on rings that are made once each. */
export class Placements {
  readonly #rings = new Map<string, Ring>();
  readonly #plan: RingPlan;

  constructor(plan: RingPlan) {
    this.#plan = plan;
  }

  of(key: string, { members, mark }: RingSeen): Placed {
    const angle = angleOf(keyPosition(key as Key));
    if (members.length === 0) return { angle, replicas: [] };
    const known = this.#rings.get(mark);
    const ring = known ?? new Ring(membersOf(members, this.#plan), this.#plan.tokensPerNode);
    if (known === undefined) this.#rings.set(mark, ring);
    return { angle, replicas: ring.preferenceList(key as Key, this.#plan.replicas) };
  }
}
