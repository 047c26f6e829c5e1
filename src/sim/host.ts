import type { NodeId } from '../core/ids.ts';
import { nodeId } from '../core/ids.ts';
import type { Seat } from '../core/membership/seat.ts';
import type { Node } from '../core/node.ts';
import type { Timer } from '../core/timer.ts';
import type { HostPlan } from '../scenario/scenario.ts';
import type { Chance } from './chance.ts';
import { HostClock } from './clock.ts';
import { HostDisk } from './disk/host-disk.ts';

/** A machine of the emulated world. It carries at most one node at a time. */
export interface Host {
  readonly number: number;
  /** `waiting` until its start; `crashed`: deaf and mute until it is started again; `paused`: everything waits for it. */
  state: 'waiting' | 'up' | 'paused' | 'crashed';
  node: Node | undefined;
  /** Of the node it carries, or carried last. A host that lost its disk gets a new one. */
  identity: NodeId;
  readonly seat: Seat;
  /** The cluster that it takes itself to belong to; undefined: that of the settings. */
  readonly cluster: string | undefined;
  /** Boots of the present identity. */
  incarnation: number;
  /** Boots of the host; what an earlier boot began does not reach a later one. */
  boots: number;
  readonly clock: HostClock;
  readonly disk: HostDisk;
  /** Whose log is on the disk. */
  diskLabel: number;
  /** Timers that are set: when they are due on the host's own clock, and their latest arming. */
  readonly timers: Map<Timer, { readonly due: number; readonly arming: number }>;
  /** What came while it was paused, in order. */
  readonly mailbox: Letter[];
  /** Ticks that every packet and request waits at a slow host. */
  slowBy: number;
  /** Operations of clients that this host has not answered. */
  openRequests: number;
}

/** An event put aside: the record of the queue. */
export interface Letter {
  readonly kind: number;
  /** Whom it is for: a packet names an identity, and the host may carry another one by the time it looks. */
  readonly target: number;
  readonly a: number;
  readonly b: number;
  readonly reference: unknown;
}

/** @param diskLatency ticks until an entry is durable on a sound disk */
export function newHost(chance: Chance, plan: HostPlan, diskLatency: number, seat: Seat): Host {
  const { number, cluster } = plan;
  return {
    number,
    state: 'waiting',
    node: undefined,
    identity: nodeId(number),
    seat,
    cluster,
    incarnation: 0,
    boots: 0,
    clock: new HostClock(),
    disk: new HostDisk(chance, number, diskLatency),
    diskLabel: number,
    timers: new Map(),
    mailbox: [],
    slowBy: 0,
    openRequests: 0,
  };
}
