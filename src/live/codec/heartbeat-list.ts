import type { HeartbeatList } from '../../core/membership/heartbeat-list.ts';
import { makeRoll } from '../../core/membership/heartbeat-list.ts';
import type { Codec } from './codec.ts';
import { nodeIdCodec, seatCodec, tickCodec } from './core-values.ts';
import type { Reader } from './reader.ts';

/** Row by row: who, which life, where it sits; then its beat and when that was sent. Only the list's own words travel. */
export const heartbeatListCodec: Codec<HeartbeatList> = {
  write: (to, { roll, at, words, start }) => {
    const rows = roll.ids.length;
    to.uint(at);
    to.uint(rows);
    for (let row = 0; row < rows; row += 1) {
      to.uint(roll.ids[row] ?? 0);
      to.uint(roll.incarnations[row] ?? 0);
      to.uint(roll.seats[row] ?? 0);
      to.int32(words[start + row] ?? 0);
      to.int32(words[start + rows + row] ?? 0);
    }
  },
  read: (from) => {
    const at = tickCodec.read(from);
    const rows = from.count(LEAST_ROW_BYTES);
    const ids = new Int32Array(rows);
    const incarnations = new Int32Array(rows);
    const seats = new Int32Array(rows);
    const words = new Int32Array(2 * rows);
    for (let row = 0; row < rows; row += 1) {
      ids[row] = ascending(nodeIdCodec.read(from), ids[row - 1] ?? 0, from);
      incarnations[row] = from.uint();
      seats[row] = seatCodec.read(from);
      words[row] = from.int32();
      words[rows + row] = from.int32();
    }
    return { roll: makeRoll(ids, incarnations, seats), at, words, start: 0 };
  },
};

const LEAST_ROW_BYTES = 11;

function ascending(id: number, before: number, from: Reader): number {
  return id > before ? id : from.refuse(`member ${id} behind ${before}`);
}
