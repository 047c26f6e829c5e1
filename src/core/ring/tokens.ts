import type { NodeId } from '../ids.ts';
import { weightOf } from '../membership/seat.ts';
import type { Members } from './members.ts';
import type { Position } from './position.ts';
import { tokenPosition } from './position.ts';

/** Tokens in order of (position, identity): whose each is, and the two halves of where it lies. */
export interface Tokens {
  readonly owners: Int32Array<ArrayBuffer>;
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

/** All tokens of these members: `perNode` for each unit of weight. */
export function placeTokens({ ids, seats }: Members, perNode: number): Tokens {
  const counts = seats.map((seat) => perNode * weightOf(seat));
  const tokens = columns(counts.reduce((sum, count) => sum + count, 0));
  let token = 0;
  ids.forEach((owner, row) => {
    for (let nth = 0; nth < (counts[row] as number); nth += 1) {
      const { high, low } = tokenPosition(owner as NodeId, nth);
      tokens.owners[token] = owner;
      tokens.high[token] = high;
      tokens.low[token] = low;
      token += 1;
    }
  });
  return sorted(tokens);
}

/** The tokens of `old` that some owners keep, and the `fresh` ones, in order: one pass over both. */
export function mergeTokens(old: Tokens, keeps: (owner: number) => boolean, fresh: Tokens): Tokens {
  const most = old.owners.length + fresh.owners.length;
  const merged = columns(most);
  let count = 0;
  const take = (from: Tokens, token: number): void => {
    merged.owners[count] = from.owners[token] as number;
    merged.high[count] = from.high[token] as number;
    merged.low[count] = from.low[token] as number;
    count += 1;
  };
  let next = 0;
  for (let token = 0; token < old.owners.length; token += 1) {
    if (!keeps(old.owners[token] as number)) continue;
    for (; next < fresh.owners.length && isBefore(fresh, next, old, token); next += 1) take(fresh, next);
    take(old, token);
  }
  for (; next < fresh.owners.length; next += 1) take(fresh, next);
  const { owners, high, low } = merged;
  return { owners: owners.slice(0, count), high: high.slice(0, count), low: low.slice(0, count) };
}

/** The first token at or after a position; as many as there are where none is. */
export function firstAtOrAfter({ high, low }: Tokens, position: Position): number {
  let from = 0;
  let to = high.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const at = high[middle] as number;
    if (at < position.high || (at === position.high && (low[middle] as number) < position.low))
      from = middle + 1;
    else to = middle;
  }
  return from;
}

const DIGIT_BITS = 8;
const DIGITS = 1 << DIGIT_BITS;
/** Fewer tokens are sorted by insertion alone, which costs less than the tables of the digits. */
const MANY = 64;

/** In order: by the high word digit by digit, the lowest first, then exactly, by insertion, which has next to nothing left to move. */
function sorted(tokens: Tokens): Tokens {
  const { owners, high, low } = tokens;
  let order = owners.map((_, row) => row);
  for (let shift = 0; shift < 32 && order.length >= MANY; shift += DIGIT_BITS)
    order = byDigit(order, high, shift);
  for (let place = 1; place < order.length; place += 1) {
    const row = order[place] as number;
    let to = place;
    for (; to > 0 && isBefore(tokens, row, tokens, order[to - 1] as number); to -= 1)
      order[to] = order[to - 1] as number;
    order[to] = row;
  }
  const inOrder = columns(order.length);
  order.forEach((row, place) => {
    inOrder.owners[place] = owners[row] as number;
    inOrder.high[place] = high[row] as number;
    inOrder.low[place] = low[row] as number;
  });
  return inOrder;
}

/** The rows by one digit of their words, those of equal digits as they were: a counting sort. */
function byDigit(rows: Int32Array<ArrayBuffer>, words: Uint32Array, shift: number): Int32Array<ArrayBuffer> {
  const ends = new Int32Array(DIGITS);
  for (const word of words) ends[(word >>> shift) % DIGITS] = (ends[(word >>> shift) % DIGITS] as number) + 1;
  for (let digit = 1; digit < DIGITS; digit += 1)
    ends[digit] = (ends[digit] as number) + (ends[digit - 1] as number);
  const order = new Int32Array(rows.length);
  for (let at = rows.length - 1; at >= 0; at -= 1) {
    const row = rows[at] as number;
    const digit = ((words[row] as number) >>> shift) % DIGITS;
    const place = (ends[digit] as number) - 1;
    ends[digit] = place;
    order[place] = row;
  }
  return order;
}

function columns(length: number) {
  return { owners: new Int32Array(length), high: new Uint32Array(length), low: new Uint32Array(length) };
}

function isBefore(a: Tokens, i: number, b: Tokens, j: number): boolean {
  const order = (a.high[i] as number) - (b.high[j] as number) || (a.low[i] as number) - (b.low[j] as number);
  return order < 0 || (order === 0 && (a.owners[i] as number) < (b.owners[j] as number));
}
