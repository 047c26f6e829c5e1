import { BLOCK } from '../expand/draft.ts';
import type { Fault } from '../file/faults/fault.ts';
import type { SwarmKind } from '../file/swarm-fields.ts';
import type { Draws } from './draws.ts';

/** Whom a swarm may hurt, and until when. */
export interface Targets {
  /** Hosts that may be hurt; in an order drawn from the seed. */
  readonly victims: readonly number[];
  readonly others: readonly number[];
  /** Hosts that may start late and join. */
  readonly newcomers: readonly number[];
  readonly heal: number;
}

/** Blocks of drawn faults lie above those of any file. */
const FIRST_BLOCK = 1_000_000;
const MOST_OF_A_KIND = 50;
const LONGEST = 600;

/** What befalls a slot, one fault or two that go together: `kind` tells what, `slot` counts those of the kind from 0. */
export function drawFault(
  kind: SwarmKind,
  slot: number,
  place: number,
  targets: Targets,
  draws: Draws,
): readonly Fault[] {
  const name = `${kind}/${slot}`;
  const number = (FIRST_BLOCK + place * MOST_OF_A_KIND + slot) * BLOCK;
  const when = { ...drawSpan(name, targets.heal, draws), number };
  const fault = anyHosts(kind, name, when, draws) ?? ofVictims(kind, name, when, targets, draws);
  if (fault !== undefined) return [fault];
  return [...ofDisks(kind, name, when, targets, draws), ...ofOwners(kind, slot, when, targets, draws)];
}

interface When {
  readonly at: number;
  readonly until: number;
  readonly number: number;
}

/** Begins after an eighth of the time, when a group has formed, and ends by heal at the latest. */
function drawSpan(name: string, heal: number, draws: Draws): { readonly at: number; readonly until: number } {
  const first = Math.floor(heal / 8);
  const at = Math.min(heal - 1, first + draws.dice(`${name}/at`).below(Math.max(1, heal - first)));
  return { at, until: Math.min(heal, at + 1 + draws.dice(`${name}/for`).below(LONGEST)) };
}

/** Faults that cost time and order, but no packets: all links may have them. */
function anyHosts(kind: SwarmKind, name: string, when: When, draws: Draws): Fault | undefined {
  const share = { numerator: 1 + draws.dice(`${name}/share`).below(20), denominator: 100 };
  const ticks = 1 + draws.dice(`${name}/by`).below(40);
  switch (kind) {
    case 'duplicate':
      return { what: 'duplicate', ...when, duplicate: share };
    case 'reorder':
      return { what: 'reorder', ...when, reorder: share, by: ticks };
    case 'latency':
      return { what: 'latency', ...when, latency: { kind: 'uniform', min: 1, max: ticks } };
    case 'primary':
      return { what: 'partition', ...when, partition: { 'isolate-primary': 'k0' }, oneWay: false };
    default:
      return undefined;
  }
}

function ofVictims(
  kind: SwarmKind,
  name: string,
  when: When,
  targets: Targets,
  draws: Draws,
): Fault | undefined {
  const { victims, others } = targets;
  if (victims.length === 0) return undefined;
  const one = [draws.pick(`${name}/host`, victims)];
  const some = victims.slice(0, 1 + draws.dice(`${name}/count`).below(victims.length));
  const ticks = 1 + draws.dice(`${name}/by`).below(40);
  switch (kind) {
    case 'crash':
      return { what: 'crash', ...when, crash: one, disk: 'kept' };
    case 'pause':
      return { what: 'pause', ...when, pause: one };
    case 'slow':
      return { what: 'slow', ...when, slow: one, by: ticks };
    case 'partition':
    case 'flapping': {
      const partition = others.length === 0 ? draws.pick(`${name}/shape`, SHAPES) : [some, [...others]];
      const fault = { what: 'partition', ...when, partition, oneWay: false } as const;
      const every = 2 * ticks;
      return kind === 'partition' ? fault : { ...fault, flapping: { every, for: Math.ceil(every / 2) } };
    }
    case 'isolate':
      return { what: 'partition', ...when, partition: { isolate: one }, oneWay: false };
    case 'oneWay':
      return { what: 'partition', ...when, partition: { isolate: one }, oneWay: true };
    case 'clog':
      return { what: 'hold', ...when, hold: one };
    case 'loss': {
      const loss = { numerator: 1 + draws.dice(`${name}/share`).below(50), denominator: 100 };
      return { what: 'loss', ...when, loss, ...(draws.coin(`${name}/side`) ? { from: one } : { to: one }) };
    }
    case 'clock':
      return { what: 'clock', ...when, clock: { host: one, ...drawClock(name, draws) } };
    case 'disk':
      return { what: 'disk', ...when, disk: { host: one, ...drawDisk(name, draws) } };
    case 'swizzle': {
      const every = Math.floor((when.until - when.at) / (2 * some.length));
      return every === 0 ? undefined : { what: 'swizzle', ...when, swizzle: some, every };
    }
    default:
      return undefined;
  }
}

/** Faults that take away what was durable, of victims only: what others hold is never lost. */
function ofDisks(
  kind: SwarmKind,
  name: string,
  when: When,
  { victims }: Targets,
  draws: Draws,
): readonly Fault[] {
  if (victims.length === 0) return [];
  const host = draws.pick(`${name}/host`, victims);
  const down = { ...when, what: 'crash' as const, crash: [host] };
  switch (kind) {
    case 'rot': {
      const rot = { numerator: 1, denominator: 1 + draws.dice(`${name}/share`).below(40) };
      const sick = { ...when, number: when.number + BLOCK / 2 };
      return [
        { ...down, disk: 'kept' },
        { ...sick, what: 'disk', disk: { host: [host], rot } },
      ];
    }
    case 'lost':
      return [{ ...down, disk: 'lost' }];
    case 'swapped': {
      const other = victims.find((victim) => victim !== host);
      if (other === undefined || when.until - when.at < 2) return [];
      // A disk is taken out of a host that is down.
      const later = { ...when, until: when.until - 1, number: when.number + BLOCK / 2 };
      return [
        { ...down, disk: 'kept' },
        { ...later, what: 'crash', crash: [other], disk: { swapped: host } },
      ];
    }
    default:
      return [];
  }
}

/** Changes of who owns the ring. Who left comes back, in a life that does not remember that it was asked to go. */
function ofOwners(
  kind: SwarmKind,
  slot: number,
  when: When,
  { victims, newcomers }: Targets,
  draws: Draws,
): readonly Fault[] {
  const name = `${kind}/${slot}`;
  const { at, number } = when;
  const later = { at: when.until, number: number + BLOCK / 2 };
  const host = victims.length === 0 ? undefined : draws.pick(`${name}/host`, victims);
  switch (kind) {
    case 'join': {
      const newcomer = newcomers[slot];
      return newcomer === undefined ? [] : [{ what: 'join', at, number, join: newcomer }];
    }
    case 'leave':
      if (host === undefined) return [];
      return [
        { what: 'leave', at, number, leave: [host] },
        { what: 'restart', ...later, restart: [host], disk: 'kept' },
      ];
    case 'dismiss':
      return host === undefined ? [] : [{ what: 'dismiss', at, number, dismiss: [host] }];
    case 'change': {
      const change = draws.coin(`${name}/how`) ? 'halt' : 'cancel';
      return [
        { what: 'change', at, number, change },
        { what: 'change', ...later, change: 'go-on' },
      ];
    }
    default:
      return [];
  }
}

const SHAPES = ['majority', 'minority', 'ring-of-majorities', 'bridge'] as const;

function drawClock(name: string, draws: Draws) {
  const ticks = draws.dice(`${name}/ticks`).below(2001) - 1000;
  const drift = { numerator: 80 + draws.dice(`${name}/drift`).below(41), denominator: 100 };
  return draws.pick(`${name}/what`, [
    { offset: ticks },
    { step: ticks },
    { drift },
    { freeze: true as const },
  ]);
}

function drawDisk(name: string, draws: Draws) {
  const slow = 1 + draws.dice(`${name}/slow`).below(50);
  const yes = true as const;
  return draws.pick(`${name}/what`, [{ slow }, { stall: yes }, { full: yes }, { torn: yes }]);
}
