import type { Stream } from '../lib/chance.ts';
import type { NodeId } from './ids.ts';
import type { RecoveredLog } from './log-entry.ts';
import type { Seat } from './membership/seat.ts';
import type { Owner } from './ownership/epoch.ts';
import type { Rings } from './ring/rings.ts';
import type { Settings } from './settings.ts';

/** What a node is born with. */
export interface NodeOptions {
  readonly id: NodeId;
  /** Grows at each boot of the same identity; 1 at the first. */
  readonly incarnation: number;
  /** Its zone and weight; a plain one where it is absent. */
  readonly seat?: Seat;
  readonly introducers: readonly NodeId[];
  /** Who owns the ring in its first epoch, where it is agreed on; the same for all nodes of a group. */
  readonly founders?: readonly Pick<Owner, 'id' | 'seat'>[];
  /** Identities that had this node's place before it, and are gone for good with their disks. */
  readonly replaces?: readonly NodeId[];
  readonly settings: Settings;
  /** Of all nodes of the process that have the same settings; its own where absent. */
  readonly rings?: Rings;
  /** The node's own chance: the stream of a name below `node/<id>/`. */
  readonly openStream: (name: string) => Stream;
  /** The log of earlier lives of this identity; EMPTY_LOG at the first boot. */
  readonly recovered: RecoveredLog;
}
