import type { Key, NodeId } from '../ids.ts';
import type { Ring } from './ring.ts';

/** Something that says who should hold a key. */
export interface Placing {
  preferenceList(key: Key, wanted: number): readonly NodeId[];
  /** The same for more nodes than there are replicas. */
  clockwise(key: Key, wanted: number): readonly NodeId[];
}

/** A ring in effect and the one that is to follow: a key belongs to the replicas of both, those in effect first. */
export class JointRing implements Placing {
  readonly inEffect: Ring;
  readonly next: Ring;

  constructor(inEffect: Ring, next: Ring) {
    this.inEffect = inEffect;
    this.next = next;
  }

  preferenceList(key: Key, wanted: number): readonly NodeId[] {
    return union(this.inEffect.preferenceList(key, wanted), this.next.preferenceList(key, wanted));
  }

  clockwise(key: Key, wanted: number): readonly NodeId[] {
    return union(this.inEffect.clockwise(key, wanted), this.next.clockwise(key, wanted));
  }
}

function union(first: readonly NodeId[], second: readonly NodeId[]): readonly NodeId[] {
  return [...first, ...second.filter((node) => !first.includes(node))];
}
