import { assert } from '../../lib/assert.ts';
import type { Brand } from '../../lib/brand.ts';

/**
 * Where a member stands and how much it bears, in one word, so that a roll carries it as a column: its zone, 0 for none,
 * and its weight. A member's seat is fixed for one incarnation.
 */
export type Seat = Brand<number, 'Seat'>;

const WEIGHTS = 1024;
/** 0 … 2^20 − 1. */
const MOST_ZONES = 0x10_0000;

/** No zone, and as many tokens as everybody has. */
export const PLAIN_SEAT = seat(0, 1);

/**
 * @param zone 0 … 2^20 − 1; members of one zone are expected to fail together; 0 says that nothing is known
 * @param weight 1 … 1023: how many times the usual number of tokens
 */
export function seat(zone: number, weight: number): Seat {
  assert(Number.isInteger(zone) && zone >= 0 && zone < MOST_ZONES, `not the number of a zone: ${zone}`);
  assert(Number.isInteger(weight) && weight >= 1 && weight < WEIGHTS, `not a weight: ${weight}`);
  return (zone * WEIGHTS + weight) as Seat;
}

export function zoneOf(of: number): number {
  return Math.floor(of / WEIGHTS);
}

export function weightOf(of: number): number {
  return of % WEIGHTS;
}

/** A column of seats without zones, all of one weight. */
export function plainSeats(members: number): Int32Array {
  return new Int32Array(members).fill(PLAIN_SEAT);
}
