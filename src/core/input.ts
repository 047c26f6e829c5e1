import type { NodeId, RequestId } from './ids.ts';
import type { Listing } from './listing/listing.ts';
import type { Message } from './message.ts';
import type { Operation } from './operation.ts';
import type { Wish } from './ownership/wish.ts';
import type { Tick } from './time.ts';
import type { Timer } from './timer.ts';
import type { WatchOptions } from './watch/watch.ts';

/** Everything that can happen to a node. `now` is the node's own clock; it never runs backwards. */
export type Input =
  | { readonly kind: 'started'; readonly now: Tick }
  | { readonly kind: 'received'; readonly now: Tick; readonly from: NodeId; readonly message: Message }
  | { readonly kind: 'elapsed'; readonly now: Tick; readonly timer: Timer }
  | {
      readonly kind: 'requested';
      readonly now: Tick;
      readonly request: RequestId;
      readonly operation: Operation;
    }
  /** A client asks for several things at once; each has its own answer. */
  | { readonly kind: 'requested-many'; readonly now: Tick; readonly requests: readonly Request[] }
  | {
      readonly kind: 'requested-keys';
      readonly now: Tick;
      readonly request: RequestId;
      readonly listing: Listing;
    }
  /** A client wants to be told what changes, until it says otherwise or this node goes down. */
  | ({ readonly kind: 'watched'; readonly now: Tick } & WatchOptions)
  /** It has room for so many events more. */
  | {
      readonly kind: 'watch-wanted';
      readonly now: Tick;
      readonly watch: RequestId;
      readonly more: number;
    }
  | { readonly kind: 'unwatched'; readonly now: Tick; readonly watch: RequestId }
  /** An operator wants the ring changed. */
  | { readonly kind: 'wished'; readonly now: Tick; readonly wish: Wish }
  /** Every entry up to and including `index` is durable. */
  | { readonly kind: 'appended'; readonly now: Tick; readonly index: number }
  /** The snapshot that stands for all entries before index `upTo` is durable. */
  | { readonly kind: 'snapshotted'; readonly now: Tick; readonly upTo: number };

export interface Request {
  readonly request: RequestId;
  readonly operation: Operation;
}
