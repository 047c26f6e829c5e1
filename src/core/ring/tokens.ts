import type { NodeId } from '../ids.ts';
import { weightOf } from '../membership/seat.ts';
import type { Members } from './members.ts';
import type { Position } from './position.ts';
import { tokenPosition } from './position.ts';

/** Tokens in order of (position, identity): whose each is, and the two halves of where it lies. */
export interface Tokens {
  readonly owners: Int32Array;
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

/** All tokens of these members: `perNode` for each unit of weight. */
export function placeTokens({ ids, seats }: Members, perNode: number): Tokens {
  const tokens: { readonly at: Position; readonly owner: number }[] = [];
  ids.forEach((owner, row) => {
    const count = perNode * weightOf(seats[row] as number);
    for (let nth = 0; nth < count; nth += 1) tokens.push({ at: tokenPosition(owner as NodeId, nth), owner });
  });
  tokens.sort((a, b) => a.at.high - b.at.high || a.at.low - b.at.low || a.owner - b.owner);
  return {
    owners: Int32Array.from(tokens, (token) => token.owner),
    high: Uint32Array.from(tokens, (token) => token.at.high),
    low: Uint32Array.from(tokens, (token) => token.at.low),
  };
}

/** The tokens of `old` that some owners keep, and the `fresh` ones, in order: one pass over both. */
export function mergeTokens(old: Tokens, keeps: (owner: number) => boolean, fresh: Tokens): Tokens {
  const most = old.owners.length + fresh.owners.length;
  const merged = { owners: new Int32Array(most), high: new Uint32Array(most), low: new Uint32Array(most) };
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

function isBefore(a: Tokens, i: number, b: Tokens, j: number): boolean {
  const order = (a.high[i] as number) - (b.high[j] as number) || (a.low[i] as number) - (b.low[j] as number);
  return order < 0 || (order === 0 && (a.owners[i] as number) < (b.owners[j] as number));
}
