import { UNTOLD } from '../../../src/core/membership/heartbeat-list.ts';
import { PLAIN_SEAT } from '../../../src/core/membership/seat.ts';
import { RECORD_WORDS } from '../../../src/core/membership/swim/record.ts';
import type { Message } from '../../../src/core/message.ts';
import { assert } from '../../../src/lib/assert.ts';

/** Kind, length and sender. */
const HEAD = 4;

/**
 * Bytes of a message of membership as a compact format would write it, every number with seven bits a byte, without the
 * headers of the packet: a member of a heartbeat list is identity, incarnation, beat and age; a record is all its words.
 */
export function messageBytes(message: Message): number {
  if ('members' in message && typeof message.members === 'object' && 'roll' in message.members)
    return HEAD + listBytes(message.members);
  if (message.kind === 'join') return HEAD + numberBytes(message.incarnation) + numberBytes(message.beat);
  assert('records' in message && message.records instanceof Int32Array, `not of membership: ${message.kind}`);
  const { records } = message;
  let bytes = HEAD + ('sequence' in message ? numberBytes(message.sequence) : 0);
  for (const word of records) bytes += numberBytes(word);
  return bytes + records.length / RECORD_WORDS;
}

function listBytes({ roll, at, words, start }: Extract<Message, { kind: 'gossip' }>['members']): number {
  const rows = roll.ids.length;
  let bytes = 0;
  for (let row = 0; row < rows; row += 1) {
    const beat = words[start + row] ?? UNTOLD;
    if (beat === UNTOLD) continue;
    const age = at - (words[start + rows + row] ?? 0);
    const seat = roll.seats[row] ?? PLAIN_SEAT;
    bytes += [roll.ids[row] ?? 0, roll.incarnations[row] ?? 0, beat, age].reduce(
      (sum, number) => sum + numberBytes(number),
      seat === PLAIN_SEAT ? 0 : numberBytes(seat),
    );
  }
  return bytes;
}

function numberBytes(number: number): number {
  let bytes = 1;
  for (let left = Math.abs(number); left >= 128; left = Math.floor(left / 128)) bytes += 1;
  return bytes;
}
