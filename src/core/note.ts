import type { Key, NodeId, RequestId } from './ids.ts';
import type { MemberChange } from './membership/detector.ts';
import type { Verb } from './operation.ts';
import type { Version } from './version.ts';

/** What a node says of itself for the trace. Notes decide nothing: a run without a listener is the same run. */
export type Note =
  | { readonly kind: 'group-started' }
  | { readonly kind: 'join-requested'; readonly introducer: NodeId }
  /** The introducer is of another cluster. */
  | { readonly kind: 'join-refused'; readonly introducer: NodeId; readonly cluster: string }
  | { readonly kind: 'member-joined'; readonly member: NodeId }
  | { readonly kind: 'member-suspected'; readonly member: NodeId }
  | { readonly kind: 'member-cleared'; readonly member: NodeId }
  | { readonly kind: 'member-removed'; readonly member: NodeId }
  /** Who presides proposes a change without waiting for owners that are lost for good, and for ranges that only they knew of. */
  | {
      readonly kind: 'owners-given-up';
      readonly owners: readonly NodeId[];
      /** So many ranges, `of` all, of which fewer than N − W + 1 replicas are left: what was decided there may be lost. */
      readonly arcs: number;
      readonly of: number;
    }
  /** An epoch of the ring is in effect at this node: its owners, and those of the ring to come. */
  | {
      readonly kind: 'epoch-adopted';
      readonly epoch: number;
      readonly owners: readonly NodeId[];
      readonly target?: readonly NodeId[];
    }
  /** A replica judged a client's operation on a key. */
  | OperationNote<'operation-judged'>
  /** A coordinator knows the result of a client's operation. */
  | OperationNote<'operation-decided'>
  /** Stabilization sent `records` copies to `target`. */
  | { readonly kind: 'records-sent'; readonly target: NodeId; readonly records: number }
  /** Stabilization discarded a surplus copy, after every replica confirmed its own. */
  | { readonly kind: 'record-dropped'; readonly key: Key }
  /** What the disk had lost was told again by so many members: the replica vouches for its keys again. */
  | { readonly kind: 'losses-relearned'; readonly members: number }
  /** A record is kept for a replica that was away; or not any more, for want of room or because it is too old. */
  | { readonly kind: 'hint-kept'; readonly owner: NodeId; readonly key: Key }
  | {
      readonly kind: 'hint-dropped';
      readonly owner: NodeId;
      readonly key: Key;
      readonly reason: 'full' | 'expired' | 'owner-left';
    }
  /** Records that were kept for `target` were sent to it. */
  | { readonly kind: 'hints-sent'; readonly target: NodeId; readonly records: number }
  /** The first replica of a key ended a value whose time was over. */
  | { readonly kind: 'record-expired'; readonly key: Key; readonly version: Version }
  /** A tombstone that nobody needs any more was forgotten. */
  | { readonly kind: 'tombstone-purged'; readonly key: Key; readonly version: Version }
  /** A value was let go of, because another owner has purged what had deleted it. */
  | { readonly kind: 'value-refuted'; readonly key: Key; readonly version: Version }
  /** A snapshot of `to` entries took the place of `from` entries of the log. */
  | { readonly kind: 'log-shortened'; readonly from: number; readonly to: number }
  /** A replica that is full has forgotten a value. */
  | { readonly kind: 'record-evicted'; readonly key: Key }
  /** A coordinator keeps a copy, for a read or before anybody wants it. */
  | { readonly kind: 'copy-kept'; readonly key: Key; readonly prefetched: boolean }
  /** A copy had to make room. */
  | { readonly kind: 'copy-evicted'; readonly key: Key }
  /** A replica that has taken something newer waited until the lease of `holder` was over. */
  | { readonly kind: 'lease-waited-out'; readonly key: Key; readonly holder: NodeId };

interface OperationNote<Kind> {
  readonly kind: Kind;
  readonly request: RequestId;
  readonly verb: Verb;
  readonly success: boolean;
  readonly key: Key;
  /** The value read or written; null where there is none (delete, or a read that found nothing). */
  readonly value: string | null;
  /** Of the record written or read, where there is one. */
  readonly version?: Version;
  /** The preference list that the coordinator asked; of decisions only. */
  readonly replicas?: readonly NodeId[];
  /** Replicas known to hold what was written, durably; of decisions on writes. */
  readonly copies?: number;
  /** The coordinator had a copy and asked nobody; of decisions on reads. */
  readonly cached?: true;
}

/** Written out: large groups note changes by the million, and a text put together is slow to compare. */
export const NOTE_OF = {
  joined: 'member-joined',
  suspected: 'member-suspected',
  cleared: 'member-cleared',
  removed: 'member-removed',
} as const satisfies Record<MemberChange, Note['kind']>;
