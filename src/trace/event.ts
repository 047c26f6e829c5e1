import type { NodeId, RequestId } from '../core/ids.ts';
import type { KeyPage, Listing } from '../core/listing/listing.ts';
import type { Message } from '../core/message.ts';
import type { Note } from '../core/note.ts';
import type { Operation, Outcome } from '../core/operation.ts';
import type { StoredRecord } from '../core/record.ts';
import type { Tick } from '../core/time.ts';
import type { Timer } from '../core/timer.ts';
import type { Position, Selection, WatchEvent } from '../core/watch/watch-event.ts';
import type { Ratio } from '../lib/ratio.ts';

/**
 * Why a packet reached no node: lost, its host deaf, its link cut, damaged on the way (it arrived, and the receiver's
 * checksum found it), or its link's queue full.
 */
export type DropReason = 'loss' | 'deaf' | 'partition' | 'corrupt' | 'queue-full';

/** Something that happened, as data. `tick` is the world's time, `node` the one it happened to. */
export type TraceEvent = RareEvent | PacketEvent;

/** What people and checkers follow. */
export type RareEvent =
  | { readonly kind: 'host-created'; readonly tick: Tick; readonly node: NodeId }
  | { readonly kind: 'host-started'; readonly tick: Tick; readonly node: NodeId }
  | { readonly kind: 'host-crashed'; readonly tick: Tick; readonly node: NodeId }
  | { readonly kind: 'host-paused'; readonly tick: Tick; readonly node: NodeId }
  | { readonly kind: 'host-resumed'; readonly tick: Tick; readonly node: NodeId }
  /** Every input of the host waits so many ticks from now on; 0: none does. */
  | { readonly kind: 'host-slowed'; readonly tick: Tick; readonly node: NodeId; readonly byTicks: number }
  | { readonly kind: 'clock-changed'; readonly tick: Tick; readonly node: NodeId; readonly fault: string }
  | { readonly kind: 'disk-changed'; readonly tick: Tick; readonly node: NodeId; readonly fault: string }
  /** A booting node found entries that were half written, or that cannot be read. */
  | {
      readonly kind: 'disk-damaged';
      readonly tick: Tick;
      readonly node: NodeId;
      readonly torn: number;
      readonly rotten: number;
    }
  | {
      readonly kind: 'fault-installed';
      readonly tick: Tick;
      readonly fault: number;
      readonly name: string;
      /** For a partition: the hosts that are cut off from each other. */
      readonly groups?: readonly (readonly number[])[];
    }
  | { readonly kind: 'fault-removed'; readonly tick: Tick; readonly fault: number }
  /** What one live node holds and believes when the run ends. For checkers; the node does not notice. */
  | {
      readonly kind: 'surveyed';
      readonly tick: Tick;
      readonly node: NodeId;
      /** Members it has not removed, itself included, ascending. */
      readonly members: readonly number[];
      readonly records: readonly SurveyedRecord[];
    }
  /** The hurting is over. */
  | { readonly kind: 'healed'; readonly tick: Tick }
  | { readonly kind: 'loss-changed'; readonly tick: Tick; readonly loss: Ratio }
  | { readonly kind: 'noted'; readonly tick: Tick; readonly node: NodeId; readonly note: Note }
  /** A client asks a coordinator; `expected` is the value written, or the one a read should find. */
  | {
      readonly kind: 'requested';
      readonly tick: Tick;
      readonly node: NodeId;
      readonly request: RequestId;
      readonly operation: Operation;
      readonly expected: string | null;
      /** The client of a workload; none where the scenario itself asks. */
      readonly client?: number;
    }
  /** A client waits no longer: the fate of its operation is unknown to it. */
  | { readonly kind: 'gave-up'; readonly tick: Tick; readonly request: RequestId; readonly client: number }
  | {
      readonly kind: 'replied';
      readonly tick: Tick;
      readonly node: NodeId;
      readonly request: RequestId;
      readonly outcome: Outcome;
    }
  /** A client asks a coordinator for the names of keys. */
  | {
      readonly kind: 'keys-requested';
      readonly tick: Tick;
      readonly node: NodeId;
      readonly request: RequestId;
      readonly listing: Listing;
      readonly client: number;
    }
  | {
      readonly kind: 'keys-replied';
      readonly tick: Tick;
      readonly node: NodeId;
      readonly request: RequestId;
      readonly page: KeyPage;
    }
  /** A client begins to watch keys at a coordinator; `watch` names the watch in the whole run. */
  | {
      readonly kind: 'watch-opened';
      readonly tick: Tick;
      readonly node: NodeId;
      readonly watch: RequestId;
      readonly selection: Selection;
      readonly after?: Position;
      readonly client: number;
    }
  | {
      readonly kind: 'watch-told';
      readonly tick: Tick;
      readonly node: NodeId;
      readonly watch: RequestId;
      readonly told: WatchEvent;
    }
  /** The client watches no more, or its coordinator is gone. */
  | { readonly kind: 'watch-closed'; readonly tick: Tick; readonly node: NodeId; readonly watch: RequestId }
  /** The scenario wanted something that this group is too small or too broken for. */
  | { readonly kind: 'act-skipped'; readonly tick: Tick; readonly act: string; readonly reason: string };

/** A record, durable at the node, and who should hold it by that node's view of the ring. */
export interface SurveyedRecord extends StoredRecord {
  readonly replicas: readonly NodeId[];
}

/** What happens by the million; made into objects only when somebody listens. */
export type PacketEvent =
  | {
      readonly kind: 'sent';
      readonly tick: Tick;
      readonly node: NodeId;
      readonly to: NodeId;
      readonly message: Message;
    }
  | {
      readonly kind: 'dropped';
      readonly tick: Tick;
      readonly node: NodeId;
      readonly to: NodeId;
      readonly message: Message;
      readonly reason: DropReason;
    }
  | {
      readonly kind: 'received';
      readonly tick: Tick;
      readonly node: NodeId;
      readonly from: NodeId;
      readonly message: Message;
    }
  | { readonly kind: 'elapsed'; readonly tick: Tick; readonly node: NodeId; readonly timer: Timer }
  | { readonly kind: 'appended'; readonly tick: Tick; readonly node: NodeId; readonly index: number };
