import { unreachable } from '../../lib/assert.ts';
import type { Key, NodeId } from '../ids.ts';
import type { LogEntry } from '../log-entry.ts';
import type { Seat } from '../membership/seat.ts';
import type { Vote } from '../ownership/decree.ts';
import type { Epoch } from '../ownership/epoch.ts';
import type { StoredRecord } from '../record.ts';
import { HintShelf } from '../repair/hint-shelf.ts';
import type { Version } from '../version.ts';

export type Watcher = (key: Key, before: StoredRecord | undefined, after: StoredRecord | undefined) => void;

/**
 * All that a node's log says: the fold of its durable entries, in order. Law: folding `entries()` of a state gives that
 * state again, so that a snapshot is a log, only shorter.
 */
export class DurableState {
  readonly records = new Map<Key, StoredRecord>();
  /** The highest ballot promised for each key; kept for good. */
  readonly promises = new Map<Key, Version>();
  /** The other members of the ring, with their seats. */
  readonly members = new Map<NodeId, Seat>();
  hints = new HintShelf();
  /** What cannot be read any more; `undefined` among them: nobody knows of which key. */
  readonly lost = new Set<Key | undefined>();
  /** As they were found: the same key, or nobody knows which, may be lost several times. */
  readonly #losses: LogEntry[] = [];

  /** The ring that is agreed on; none where it is each node's opinion. */
  epoch: Epoch | undefined;
  vote: Vote | undefined;
  /** Votes on epochs up to this one may have been lost. */
  abstainUpTo = 0;
  /** Everybody whom this node ever met. */
  readonly met = new Set<NodeId>();
  readonly #floors = new Map<number, Version>();
  /** The newest life of each node that was told what to hold after it had lost entries. */
  readonly told = new Map<NodeId, number>();
  /** The highest counter of all versions that this log ever told of, those gone since included, and of what was promised. */
  counter = 0;
  /** Told of each change of a record. */
  readonly watchers: Watcher[] = [];

  /** How many entries were lost, and not told again since. */
  get losses(): number {
    return this.#losses.length;
  }

  /** How many entries a snapshot of it has. */
  get size(): number {
    const { records, promises, members, hints, met, told } = this;
    const copies = records.size + promises.size + hints.size;
    const agreed =
      Number(this.epoch !== undefined) + Number(this.vote !== undefined) + Number(this.abstainUpTo > 0);
    const known = members.size + met.size + told.size + Number(this.counter > 0);
    return copies + agreed + known + this.losses + this.#floors.size;
  }

  apply(entry: LogEntry): void {
    switch (entry.kind) {
      case 'put':
        this.#count(entry.record.version.counter);
        return this.#change(entry.record.key, entry.record);
      case 'drop':
        return this.#change(entry.key, undefined);
      case 'promise':
        this.#count(entry.ballot.counter);
        this.promises.set(entry.key, entry.ballot);
        return;
      case 'member':
        if (entry.present) this.members.set(entry.member, entry.seat);
        else this.members.delete(entry.member);
        return;
      case 'epoch':
        return this.#adopt(entry);
      case 'vote':
        this.vote = entry.vote;
        return;
      case 'abstain':
        this.abstainUpTo = entry.upTo;
        return;
      case 'hint':
        return this.hints.put(entry);
      case 'hint-over':
        return this.hints.remove(entry.owner, entry.key, entry.version);
      case 'lost':
        this.lost.add(entry.key);
        this.#losses.push(entry);
        return;
      case 'told':
        this.told.set(entry.node, entry.incarnation);
        return;
      case 'counter':
        return this.#count(entry.counter);
      case 'met':
        this.met.add(entry.node);
        this.#floors.clear();
        return;
      case 'purge':
        this.#count(entry.floor.counter);
        this.#floors.set(entry.slice, entry.floor);
        for (const key of entry.keys) this.#change(key, undefined);
        return;
      case 'relearned':
        // What else was lost since lies before it in the log as well, and has not been told again.
        if (entry.losses !== this.losses) return;
        this.#recover();
        return;
      default:
        unreachable(entry);
    }
  }

  /** All floors are void: keys got other owners. */
  #adopt({ epoch, anew }: Extract<LogEntry, { kind: 'epoch' }>): void {
    this.epoch = epoch;
    this.#floors.clear();
    if (!anew) return;
    this.#recover();
    this.promises.clear();
    this.hints = new HintShelf();
    for (const key of [...this.records.keys()]) this.#change(key, undefined);
  }

  /** Nothing is missed any more but votes: of which epochs, up to the one after the one that could be known, nobody can tell. */
  #recover(): void {
    if (this.lost.has(undefined)) this.abstainUpTo = (this.epoch?.number ?? 0) + 2;
    this.lost.clear();
    this.#losses.length = 0;
    this.#floors.clear();
  }

  /** Nothing at or below it is left of a slice but what is held; none where something was lost: that may be wanted again. */
  floorOf(slice: number): Version | undefined {
    return this.lost.size > 0 ? undefined : this.#floors.get(slice);
  }

  #count(counter: number): void {
    if (counter > this.counter) this.counter = counter;
  }

  #change(key: Key, after: StoredRecord | undefined): void {
    const before = this.records.get(key);
    if (after === undefined) this.records.delete(key);
    else this.records.set(key, after);
    for (const watcher of this.watchers) watcher(key, before, after);
  }

  entries(): readonly LogEntry[] {
    const { epoch, vote, abstainUpTo } = this;
    return [
      ...this.#losses,
      ...(epoch === undefined ? [] : [{ kind: 'epoch', epoch, anew: false } as const]),
      ...(vote === undefined ? [] : [{ kind: 'vote', vote } as const]),
      ...(abstainUpTo === 0 ? [] : [{ kind: 'abstain', upTo: abstainUpTo } as const]),
      ...Array.from(this.met, (node): LogEntry => ({ kind: 'met', node })),
      ...Array.from(this.told, ([node, incarnation]): LogEntry => ({ kind: 'told', node, incarnation })),
      ...Array.from(this.#floors, ([slice, floor]): LogEntry => ({ kind: 'purge', slice, floor, keys: [] })),
      ...Array.from(
        this.members,
        ([member, seat]): LogEntry => ({ kind: 'member', member, present: true, seat }),
      ),
      ...Array.from(
        this.hints,
        ({ owner, record, until }): LogEntry => ({ kind: 'hint', owner, record, until }),
      ),
      ...Array.from(this.promises, ([key, ballot]): LogEntry => ({ kind: 'promise', key, ballot })),
      ...Array.from(this.records.values(), (record): LogEntry => ({ kind: 'put', record })),
      ...(this.counter > 0 ? [{ kind: 'counter', counter: this.counter } as const] : []),
    ];
  }
}
