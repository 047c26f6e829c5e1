import { must } from '../../lib/assert.ts';
import type { RareEvent } from '../../trace/event.ts';
import { codeOf } from '../log/codes.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Rows } from './rows.ts';
import type { EpochSeen, FaultInForce, Life, WorldState } from './world-state.ts';

const UNKNOWN = 0;
const MEMBER = 1;
const SUSPECTED = 2;

const CHANGES: ReadonlyMap<number, number> = new Map([
  [codeOf('member-joined'), MEMBER],
  [codeOf('member-cleared'), MEMBER],
  [codeOf('member-suspected'), SUSPECTED],
  [codeOf('member-removed'), UNKNOWN],
]);

/** The world while events are added to it. */
export class Fold {
  at = 0;
  readonly #rows: Rows;
  readonly #hosts: number;
  readonly #lives: Life[];
  readonly #clocks: string[];
  readonly #disks: string[];
  readonly #slowBy: number[];
  readonly #epochs: (EpochSeen | undefined)[];
  #faults: readonly FaultInForce[];
  #loss: string;
  readonly #opinions: Uint8Array;

  /** @param hosts how many there are: an identity above that is a later one of the same host */
  constructor(rows: Rows, hosts: number, from?: WorldState) {
    this.#rows = rows;
    this.#hosts = hosts;
    const each = <T>(known: readonly T[] | undefined, value: T): T[] =>
      known === undefined ? new Array<T>(rows.count).fill(value) : [...known];
    this.at = from?.at ?? 0;
    this.#lives = each<Life>(from?.lives, 'waiting');
    this.#clocks = each(from?.clocks, '');
    this.#disks = each(from?.disks, '');
    this.#slowBy = each(from?.slowBy, 0);
    this.#epochs = each<EpochSeen | undefined>(from?.epochs, undefined);
    this.#faults = from?.faults ?? [];
    this.#loss = from?.loss ?? '';
    this.#opinions = from === undefined ? new Uint8Array(rows.count * rows.count) : from.opinions.slice();
  }

  /** What nodes think of each other: told by the columns alone. */
  note(kind: number, node: number, peer: number): void {
    const opinion = CHANGES.get(kind);
    if (opinion === undefined) return;
    const [observer, about] = [this.#rows.rowOf(node), this.#rows.rowOf(peer)];
    if (observer >= 0 && about >= 0) this.#opinions[observer * this.#rows.count + about] = opinion;
  }

  /** What befalls hosts and links. */
  tell(event: RareEvent): void {
    switch (event.kind) {
      case 'fault-installed': {
        const { fault: number, name, tick: since, groups = [] } = event;
        this.#faults = [...this.#faults, { number, name, since, groups }];
        return;
      }
      case 'fault-removed':
        this.#faults = this.#faults.filter(({ number }) => number !== event.fault);
        return;
      case 'healed':
        this.#faults = [];
        return;
      case 'loss-changed': {
        const { numerator, denominator } = event.loss;
        this.#loss = numerator === 0 ? '' : `${numerator}/${denominator}`;
        return;
      }
      default:
        if ('node' in event) this.#befall(event, this.#rows.rowOf(event.node));
    }
  }

  state(): WorldState {
    return {
      at: this.at,
      lives: [...this.#lives],
      clocks: [...this.#clocks],
      disks: [...this.#disks],
      slowBy: [...this.#slowBy],
      epochs: [...this.#epochs],
      faults: this.#faults,
      loss: this.#loss,
      opinions: this.#opinions.slice(),
    };
  }

  #befall(event: RareEvent, row: number): void {
    switch (event.kind) {
      case 'host-started':
        return this.#start(row);
      case 'host-crashed':
        this.#lives[row] = 'crashed';
        return;
      case 'host-paused':
        this.#lives[row] = 'paused';
        return;
      case 'host-resumed':
        this.#lives[row] = 'up';
        return;
      case 'host-slowed':
        this.#slowBy[row] = event.byTicks;
        return;
      case 'clock-changed':
        this.#clocks[row] = event.fault === 'sound' ? '' : event.fault;
        return;
      case 'disk-changed':
        this.#disks[row] = event.fault === 'sound' ? '' : event.fault;
        return;
      case 'noted':
        if (event.note.kind !== 'epoch-adopted') return;
        this.#epochs[row] = {
          number: event.note.epoch,
          owners: event.note.owners,
          target: event.note.target,
        };
        return;
      default:
        return;
    }
  }

  /** A node begins with nobody but itself; of a host that lost its disk, the node before is no more. */
  #start(row: number): void {
    const { count } = this.#rows;
    this.#lives[row] = 'up';
    this.#opinions.fill(UNKNOWN, row * count, (row + 1) * count);
    this.#opinions[row * count + row] = MEMBER;
    const id = must(this.#rows.ids[row], `identity of row ${row}`);
    const earlier = this.#rows.rowOf(id - this.#hosts);
    if (earlier >= 0) this.#lives[earlier] = 'replaced';
  }
}

/** Adds the events up to, and without, number `to`. @returns how many of `told` have been told */
export function foldUpTo(
  fold: Fold,
  { kind, node, peer }: EventLog,
  told: readonly { readonly at: number; readonly event: RareEvent }[],
  next: number,
  to: number,
): number {
  let place = next;
  for (let at = fold.at; at < to; at += 1) {
    fold.note(kind[at] as number, node[at] as number, peer[at] as number);
    for (let one = told[place]; one !== undefined && one.at === at; one = told[place]) {
      fold.tell(one.event);
      place += 1;
    }
  }
  fold.at = to;
  return place;
}
