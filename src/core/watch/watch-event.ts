import type { Key, NodeId } from '../ids.ts';
import type { Version } from '../version.ts';

/** Which keys are watched: all that begin with `prefix`, or that one key alone. */
export interface Selection {
  readonly prefix: string;
  readonly exactly?: true;
}

/** Up to which of its changes each member has been heard. A change has the number that its member gave it, in one life of that member. */
export type Position = readonly Reach[];

interface Reach extends Cursor {
  readonly member: NodeId;
}

/** A place among the changes of one life of a member; life 0: nobody knows which. */
export interface Cursor {
  readonly incarnation: number;
  /** Every change up to this number, and none behind it. */
  readonly upTo: number;
}

/** What a watch tells. */
export type WatchEvent =
  /** A quorum of the key's replicas holds this. */
  | {
      readonly kind: 'changed';
      readonly key: Key;
      /** Null: deleted. */
      readonly value: string | null;
      /** None where a quorum holds nothing of the key, not even a tombstone. */
      readonly version: Version | undefined;
    }
  /** Everything up to here has been told: who watches again may begin there. */
  | { readonly kind: 'reached'; readonly position: Position };

export function isSelected(key: Key, { prefix, exactly }: Selection): boolean {
  return exactly === true ? key === prefix : key.startsWith(prefix);
}
