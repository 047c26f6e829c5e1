import type { Key } from '../core/ids.ts';
import type { Operation } from '../core/operation.ts';
import type { Ratio } from '../lib/ratio.ts';
import type { LinkFault } from './link-fault.ts';

/**
 * Something the scenario does to the world at a tick, after that tick's deliveries and steps.
 * `number` names the act for its draws, so that leaving out one act changes no other.
 */
export type Act = { readonly at: number; readonly number: number } & Deed;

export type Deed =
  | { readonly kind: 'set-loss'; readonly loss: Ratio }
  /** `fault` names the installation, for the removal. */
  | { readonly kind: 'install-fault'; readonly fault: number; readonly of: LinkFault }
  | { readonly kind: 'remove-fault'; readonly fault: number }
  /** Cuts hosts off from all others, until the fault is removed. One way: the others still reach them. */
  | {
      readonly kind: 'isolate';
      readonly fault: number;
      readonly hosts: HostSelector;
      readonly oneWay: boolean;
    }
  | { readonly kind: 'crash'; readonly hosts: HostSelector }
  | { readonly kind: 'restart'; readonly hosts: HostSelector; readonly disk: DiskFate }
  /** A paused process: packets and timers wait for it. */
  | { readonly kind: 'pause'; readonly hosts: HostSelector }
  | { readonly kind: 'resume'; readonly hosts: HostSelector }
  /** Every input of a slow host waits so many ticks; 0 ends it. */
  | { readonly kind: 'slow'; readonly hosts: HostSelector; readonly byTicks: number }
  | { readonly kind: 'set-clock'; readonly hosts: HostSelector; readonly clock: ClockFault }
  | { readonly kind: 'set-disk'; readonly hosts: HostSelector; readonly disk: DiskFault }
  /** Hosts are asked to leave the ring that is agreed on; who is dismissed need not be up, the others are asked. */
  | { readonly kind: 'leave'; readonly hosts: HostSelector }
  | { readonly kind: 'dismiss'; readonly hosts: HostSelector; readonly lost?: true }
  /** What becomes of the change of the ring that is pending, if one is. */
  | { readonly kind: 'steer'; readonly how: Steering }
  /** Ends the hurting: all faults removed, everybody up, awake, in time and with a sound disk. */
  | { readonly kind: 'heal' }
  | {
      readonly kind: 'request';
      /** Counts the client operations of the scenario from 0. */
      readonly request: number;
      readonly operation: Operation;
      /** The value written, or the one a read should find. */
      readonly expected: string | null;
      /** The host that is asked; where it is absent, a random live one. */
      readonly by?: number;
    };

/** A pending change of the ring is undone, stands still, or goes on. */
export type Steering = 'cancel' | 'halt' | 'go-on';

/** What a host finds on its disk when it starts again. */
export type DiskFate =
  | { readonly kind: 'kept' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'swapped'; readonly with: number };

/** What is wrong with a host's clock, from now on. */
export type ClockFault =
  | { readonly kind: 'sound' }
  /** So many ticks ahead (or behind, where negative). */
  | { readonly kind: 'offset'; readonly ticks: number }
  /** Runs `numerator / denominator` as fast as time. */
  | { readonly kind: 'drift'; readonly numerator: number; readonly denominator: number }
  /** Jumps once. A node never sees time run backwards: after a jump back it stands still until time has caught up. */
  | { readonly kind: 'step'; readonly ticks: number }
  | { readonly kind: 'freeze' };

/** What is wrong with a host's disk, from now on. */
export type DiskFault =
  | { readonly kind: 'sound' }
  /** Entries become durable only after so many ticks; a crash before that loses them. */
  | { readonly kind: 'slow'; readonly ticks: number }
  /** Nothing becomes durable until the disk is sound again. */
  | { readonly kind: 'stall' }
  /** No entry is taken any more. */
  | { readonly kind: 'full' }
  /** A crash leaves the first unsynced entry half written. */
  | { readonly kind: 'torn' }
  /** This share of the durable entries cannot be read at the next start. */
  | { readonly kind: 'rot'; readonly ratio: Ratio };

/** Which hosts, seen from the moment of the act. */
export type HostSelector =
  | { readonly kind: 'numbers'; readonly numbers: readonly number[] }
  /** The replicas of a key at these places of its preference list (0 = PRIMARY), as a random live node sees the ring. */
  | { readonly kind: 'replicas'; readonly key: Key; readonly ranks: readonly number[] }
  /** The first live host that is no replica of the key and has no operation open. */
  | { readonly kind: 'bystander'; readonly key: Key }
  /** The hosts that the act of this number chose, earlier in the run. */
  | { readonly kind: 'chosen-by'; readonly act: number };
