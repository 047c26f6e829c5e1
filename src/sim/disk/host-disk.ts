import type { LogEntry } from '../../core/log-entry.ts';
import { assert, unreachable } from '../../lib/assert.ts';
import type { Stream } from '../../lib/chance.ts';
import { threshold } from '../../lib/ratio.ts';
import type { DiskFault } from '../../scenario/act.ts';
import type { Chance } from '../chance.ts';
import type { Recovery } from './platter.ts';
import { Platter } from './platter.ts';

/** An entry and the tick at which it becomes durable. */
export interface Due {
  readonly index: number;
  readonly at: number;
}

interface Pending {
  readonly index: number;
  readonly entry: LogEntry;
  /** False for what came when there was no room: it waits before the disk, not in it. */
  taken: boolean;
  /** The tick at which it becomes durable; NOT_YET while nobody can say. */
  at: number;
}

const NOT_YET = -1;

/**
 * One host's disk: a log of entries, each pending until it is durable, in order of index.
 *
 * The world puts an event at each tick that `append` or `set` names. At that tick `sync` says whether the entry is
 * durable now, and only then is the node told; events that a later fault or a crash has overtaken answer no.
 *
 * A disk has a pace (sound, slow, stall, full: each replaces the other) and flaws that show at a crash or start (torn,
 * rot: each stays until the disk is sound again). What has rotted stays so on a sound disk too.
 */
export class HostDisk {
  readonly #latency: number;
  readonly #chance: Stream;
  #platter = new Platter();
  #pending: Pending[] = [];
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

  /** @returns the tick at which the entry becomes durable; undefined while nothing does, or while there is no room */
  append(index: number, entry: LogEntry, now: number): number | undefined {
    const next = this.#platter.length + this.#pending.length;
    assert(index === next, `entry ${index} where the log goes on with ${next}`);
    // Not before any other: `set` leaves no pending entry later than one that is appended after it.
    const at = this.#pace === 'running' ? now + this.#delay : NOT_YET;
    this.#pending.push({ index, entry, taken: this.#pace !== 'full', at });
    return at === NOT_YET ? undefined : at;
  }

  /** At a tick that was named for an entry: whether this makes it durable. Where it does, tell the node. */
  sync(index: number, now: number): boolean {
    const first = this.#pending[0];
    if (first === undefined || first.index !== index || !isDue(first, now)) return false;
    this.#platter.write(first.entry);
    this.#pending.shift();
    return true;
  }

  /** From now on. @returns the pending entries that become durable at another tick than was said before, in order */
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

  /** The host stops. What is durable by now stays, told or not; what is pending is lost, and a torn disk keeps half of its first. */
  crash(now: number): void {
    for (let first = this.#pending[0]; first !== undefined && isDue(first, now); first = this.#pending[0])
      this.sync(first.index, now);
    if (this.#tears && this.#pending[0]?.taken === true) this.#platter.tear();
    this.#pending = [];
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

  /** What is pending becomes durable no later than if it were appended now. */
  #run(pace: 'running' | 'stall' | 'full', delay: number, now: number): readonly Due[] {
    this.#pace = pace;
    this.#delay = delay;
    const soonest = now + delay;
    const moved: Due[] = [];
    for (const waiting of this.#pending) {
      if (pace === 'running') waiting.taken = true;
      const stands = pace === 'stall' || !waiting.taken;
      const at = stands ? NOT_YET : waiting.at === NOT_YET ? soonest : Math.min(waiting.at, soonest);
      if (at !== waiting.at && at !== NOT_YET) moved.push({ index: waiting.index, at });
      waiting.at = at;
    }
    return moved;
  }
}

function isDue(entry: Pending, now: number): boolean {
  return entry.at !== NOT_YET && entry.at <= now;
}
