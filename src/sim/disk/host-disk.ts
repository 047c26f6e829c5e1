import type { LogEntry } from '../../core/log-entry.ts';
import { assert, unreachable } from '../../lib/assert.ts';
import type { Stream } from '../../lib/chance.ts';
import { threshold } from '../../lib/ratio.ts';
import type { DiskFault } from '../../scenario/act.ts';
import type { Chance } from '../chance.ts';
import type { Recovery } from './platter.ts';
import { Platter } from './platter.ts';

/** The tick at which an entry becomes durable, or the snapshot that stands for all entries before `index`. */
export interface Due {
  readonly kind: 'entry' | 'snapshot';
  readonly index: number;
  readonly at: number;
}

/** Something on its way to the platter. */
interface Pending {
  readonly index: number;
  /** False for what came when there was no room: it waits before the disk, not in it. */
  taken: boolean;
  /** The tick at which it becomes durable; NOT_YET while nobody can say. */
  at: number;
}

interface PendingEntry extends Pending {
  readonly entry: LogEntry;
}

interface PendingSnapshot extends Pending {
  readonly entries: readonly LogEntry[];
}

const NOT_YET = -1;

/** A snapshot is written beside the log, and takes as long as so many syncs of the log. */
const SNAPSHOT_SYNCS = 4;

/**
 * One host's disk: a log of entries, each pending until it is durable, in order of index, and a snapshot that takes the
 * place of the log's beginning when it is whole.
 *
 * One sync of the log at a time: what is appended at the tick at which a sync begins goes with it, what is appended
 * later waits for the next, all of it together (group commit).
 *
 * The world puts an event at each tick that `append`, `snapshot`, `sync` or `set` names. At that tick `sync` or
 * `syncSnapshot` says whether it is durable now, and only then is the node told; events that a later fault or a crash
 * has overtaken answer no.
 *
 * A disk has a pace (sound, slow, stall, full: each replaces the other) and flaws that show at a crash or start (torn,
 * rot: each stays until the disk is sound again). What has rotted stays so on a sound disk too.
 * Source: DeWitt et al., "Implementation techniques for main memory database systems", SIGMOD 1984 (group commit).
 */
export class HostDisk {
  readonly #latency: number;
  readonly #chance: Stream;
  #platter = new Platter();
  #pending: PendingEntry[] = [];
  #snapshot: PendingSnapshot | undefined;
  /** When the sync under way began. */
  #since = 0;
  #pace: 'running' | 'stall' | 'full' = 'running';
  #delay: number;
  #tears = false;
  /** Entries whose draw is below this rot. */
  #rotBelow = 0;

  /** @param latency ticks until an entry is durable on a sound disk; 0 is within the same tick */
  constructor(chance: Chance, host: number, latency: number) {
    assert(Number.isSafeInteger(latency) && latency >= 0, `not the latency of a disk: ${latency}`);
    this.#chance = chance.openStream(`disk/n${host}/rot`);
    this.#latency = latency;
    this.#delay = latency;
  }

  /** @returns the tick at which the entry becomes durable; undefined while it waits for a sync, or for room */
  append(index: number, entry: LogEntry, now: number): number | undefined {
    const next = this.#platter.nextIndex + this.#pending.length;
    assert(index === next, 'the log does not go on with entry', index);
    const at = this.#nextSync(now);
    this.#pending.push({ index, entry, taken: this.#pace !== 'full', at });
    return at === NOT_YET ? undefined : at;
  }

  /** @returns the tick at which the snapshot becomes durable; undefined while nobody can say */
  snapshot(upTo: number, entries: readonly LogEntry[], now: number): number | undefined {
    assert(this.#snapshot === undefined, 'a snapshot while another one is under way');
    assert(upTo <= this.#platter.nextIndex, 'a snapshot of what is not durable, up to', upTo);
    const at = this.#pace === 'running' ? now + SNAPSHOT_SYNCS * this.#delay : NOT_YET;
    this.#snapshot = { index: upTo, entries, taken: this.#pace !== 'full', at };
    return at === NOT_YET ? undefined : at;
  }

  /**
   * At a tick that was named for an entry: whether this makes it durable. Where it does, tell the node.
   * @returns undefined where it does not; otherwise what the next sync takes along, if one begins now
   */
  sync(index: number, now: number): readonly Due[] | undefined {
    const first = this.#pending[0];
    if (first === undefined || first.index !== index || !isDue(first, now)) return undefined;
    this.#platter.write(first.entry);
    this.#pending.shift();
    return this.#pace === 'stall' || this.#pending[0]?.at !== NOT_YET ? [] : this.#begin(now);
  }

  /** The same for the snapshot that stands for all entries before `upTo`. */
  syncSnapshot(upTo: number, now: number): boolean {
    const snapshot = this.#snapshot;
    if (snapshot === undefined || snapshot.index !== upTo || !isDue(snapshot, now)) return false;
    this.#platter.keep(upTo, snapshot.entries);
    this.#snapshot = undefined;
    return true;
  }

  /** From now on. @returns what becomes durable at another tick than was said before, in order */
  set(fault: DiskFault, now: number): readonly Due[] {
    switch (fault.kind) {
      case 'sound':
        this.#platter.rot(this.#chance, this.#rotBelow);
        this.#tears = false;
        this.#rotBelow = 0;
        return this.#run('running', this.#latency, now);
      case 'slow':
        assert(Number.isSafeInteger(fault.ticks) && fault.ticks >= 0, `not a delay: ${fault.ticks}`);
        return this.#run('running', Math.max(this.#latency, fault.ticks), now);
      case 'stall':
      case 'full':
        return this.#run(fault.kind, this.#latency, now);
      case 'torn':
        this.#tears = true;
        return [];
      case 'rot':
        this.#platter.rot(this.#chance, this.#rotBelow);
        this.#rotBelow = threshold(fault.ratio);
        return [];
      default:
        return unreachable(fault);
    }
  }

  /**
   * The host stops. What is durable by now stays, told or not; what is pending is lost, and a torn disk keeps half of
   * the first pending entry, and of a pending snapshot.
   */
  crash(now: number): void {
    for (let first = this.#pending[0]; first !== undefined && isDue(first, now); first = this.#pending[0])
      this.sync(first.index, now);
    if (this.#snapshot !== undefined) this.syncSnapshot(this.#snapshot.index, now);
    if (this.#tears && this.#pending[0]?.taken === true) this.#platter.tear();
    if (this.#tears && this.#snapshot?.taken === true) this.#platter.tearSnapshot();
    this.#pending = [];
    this.#snapshot = undefined;
  }

  /** What the next start finds. A disk that was never written to has no entries and nothing to report. */
  recover(): Recovery {
    assert(this.#pending.length === 0, 'a host that is up does not recover');
    this.#platter.rot(this.#chance, this.#rotBelow);
    return this.#platter.recover();
  }

  /** A new, empty disk in place of this one. Its host is down. */
  wipe(): void {
    assert(this.#pending.length === 0, 'the disk of a host that is up cannot be taken out');
    this.#platter = new Platter();
  }

  /** What is on the two disks changes places; the faults stay with their hosts, both of which are down. */
  swapWith(other: HostDisk): void {
    assert(
      this.#pending.length === 0 && other.#pending.length === 0,
      'the disk of a host that is up cannot be taken out',
    );
    this.#platter.rot(this.#chance, this.#rotBelow);
    other.#platter.rot(other.#chance, other.#rotBelow);
    const mine = this.#platter;
    this.#platter = other.#platter;
    other.#platter = mine;
  }

  /** When an entry that comes now becomes durable: with the sync that begins at this very tick, or nobody can say. */
  #nextSync(now: number): number {
    const last = this.#pending.at(-1);
    if (this.#pace !== 'running' || last?.at === NOT_YET) return NOT_YET;
    if (last !== undefined && this.#since !== now && this.#delay > 0) return NOT_YET;
    this.#since = now;
    return Math.max(now + this.#delay, last?.at ?? 0);
  }

  /** A sync of all that the disk has taken. */
  #begin(now: number): readonly Due[] {
    this.#since = now;
    const at = now + this.#delay;
    const taken = this.#pending.filter((waiting) => waiting.taken);
    for (const waiting of taken) waiting.at = at;
    return taken.map(({ index }) => ({ kind: 'entry', index, at }));
  }

  /** What is under way becomes durable no later than if it were appended now; what waits, with the sync after it. */
  #run(pace: 'running' | 'stall' | 'full', delay: number, now: number): readonly Due[] {
    this.#pace = pace;
    this.#delay = delay;
    const syncing = this.#pending.some(({ at }) => at !== NOT_YET);
    const moved: Due[] = [];
    for (const waiting of this.#pending) {
      const soonest = syncing && waiting.at === NOT_YET ? NOT_YET : now + delay;
      if (this.#move(waiting, soonest)) moved.push({ kind: 'entry', index: waiting.index, at: waiting.at });
    }
    if (!syncing) this.#since = now;
    const snapshot = this.#snapshot;
    if (snapshot !== undefined && this.#move(snapshot, now + SNAPSHOT_SYNCS * delay))
      moved.push({ kind: 'snapshot', index: snapshot.index, at: snapshot.at });
    return moved;
  }

  /** @returns whether it becomes durable at another tick than was said before */
  #move(waiting: Pending, soonest: number): boolean {
    if (this.#pace === 'running') waiting.taken = true;
    const before = waiting.at;
    const stands = this.#pace === 'stall' || !waiting.taken || soonest === NOT_YET;
    waiting.at = stands ? NOT_YET : before === NOT_YET ? soonest : Math.min(before, soonest);
    return waiting.at !== before && waiting.at !== NOT_YET;
  }
}

function isDue(pending: Pending, now: number): boolean {
  return pending.at !== NOT_YET && pending.at <= now;
}
