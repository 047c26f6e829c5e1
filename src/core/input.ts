import type { NodeId, RequestId } from './ids.ts';
import type { Message } from './message.ts';
import type { Operation } from './operation.ts';
import type { Tick } from './time.ts';
import type { Timer } from './timer.ts';

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
  /** Every entry up to and including `index` is durable. */
  | { readonly kind: 'appended'; readonly now: Tick; readonly index: number }
  /** The snapshot that stands for all entries before index `upTo` is durable. */
  | { readonly kind: 'snapshotted'; readonly now: Tick; readonly upTo: number };
