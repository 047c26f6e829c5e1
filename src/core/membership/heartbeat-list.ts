import { absorb, finish } from '../../lib/mix.ts';
import type { Tick } from '../time.ts';
import { plainSeats } from './seat.ts';

/** Who the rows of a heartbeat list are. Immutable: a roster that meets somebody makes a new roll. */
export interface Roll {
  /** Ascending identities. */
  readonly ids: Int32Array;
  readonly incarnations: Int32Array;
  /** The `Seat` of each: fixed by identity and incarnation. */
  readonly seats: Int32Array;
  /** 64-bit hash of identities and incarnations: equal rolls are recognised without comparing them. */
  readonly fingerprint: readonly [number, number];
}

/** Heartbeats of many members, row by row. Immutable once sent. */
export interface HeartbeatList {
  readonly roll: Roll;
  /** When the list was made, on its maker's clock; the moments in it are on the same clock. */
  readonly at: Tick;
  /**
   * From `start` on: first all beats, UNTOLD where the maker has no news; then, for each, when its owner sent it.
   * Many lists share one block of words, since small blocks cost more to make than to fill.
   */
  readonly words: Int32Array;
  readonly start: number;
}

/** Stands for the beat of a member that the maker of a list does not vouch for. Older than any beat. */
export const UNTOLD = -1;

/** @param seats plain ones where they are absent */
export function makeRoll(ids: Int32Array, incarnations: Int32Array, seats = plainSeats(ids.length)): Roll {
  let first = ids.length;
  let second = 0x51ed270b;
  for (let row = 0; row < ids.length; row += 1) {
    first = absorb(absorb(first, ids[row] as number), incarnations[row] as number);
    second = absorb(absorb(second, incarnations[row] as number), ids[row] as number);
  }
  return { ids, incarnations, seats, fingerprint: [finish(first), finish(second)] };
}

export function sameRoll(a: Roll, b: Roll): boolean {
  if (a === b) return true;
  return (
    a.ids.length === b.ids.length &&
    a.fingerprint[0] === b.fingerprint[0] &&
    a.fingerprint[1] === b.fingerprint[1]
  );
}
