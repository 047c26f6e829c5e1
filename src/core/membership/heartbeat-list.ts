import { assert } from '../../lib/assert.ts';

/**
 * Heartbeats of many members as flat words, sorted by identity: for each member
 * (identity, incarnation, beat, age). `age` is how many ticks ago that beat was sent, as far as the sender of
 * the list can tell. Immutable once sent.
 */
export type HeartbeatList = Int32Array;

export const WORDS_PER_HEARTBEAT = 4;

export function heartbeatCount(list: HeartbeatList): number {
  assert(list.length % WORDS_PER_HEARTBEAT === 0, 'a heartbeat list holds whole entries');
  return list.length / WORDS_PER_HEARTBEAT;
}
