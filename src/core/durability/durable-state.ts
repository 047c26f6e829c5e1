import { unreachable } from '../../lib/assert.ts';
import type { Key, NodeId } from '../ids.ts';
import type { LogEntry } from '../log-entry.ts';
import type { StoredRecord } from '../record.ts';

/**
 * All that a node's log says: the fold of its durable entries, in order. Law: folding `entries()` of a state gives that
 * state again, so that a snapshot is a log, only shorter.
 */
export class DurableState {
  readonly records = new Map<Key, StoredRecord>();
  /** The other members of the ring. */
  readonly members = new Set<NodeId>();
  /** What cannot be read any more; `undefined` among them: nobody knows of which key. */
  readonly lost = new Set<Key | undefined>();

  /** How many entries a snapshot of it has. */
  get size(): number {
    return this.records.size + this.members.size + this.lost.size;
  }

  apply(entry: LogEntry): void {
    switch (entry.kind) {
      case 'put':
        this.records.set(entry.record.key, entry.record);
        return;
      case 'drop':
        this.records.delete(entry.key);
        return;
      case 'member':
        if (entry.present) this.members.add(entry.member);
        else this.members.delete(entry.member);
        return;
      case 'lost':
        this.lost.add(entry.key);
        return;
      case 'relearnt':
        this.lost.clear();
        return;
      default:
        unreachable(entry);
    }
  }

  entries(): readonly LogEntry[] {
    return [
      ...Array.from(this.lost, (key): LogEntry => ({ kind: 'lost', key })),
      ...Array.from(this.members, (member): LogEntry => ({ kind: 'member', member, present: true })),
      ...Array.from(this.records.values(), (record): LogEntry => ({ kind: 'put', record })),
    ];
  }
}
