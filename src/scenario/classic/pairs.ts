import type { Key } from '../../core/ids.ts';
import { Dice, openStream } from '../../lib/chance.ts';
import { compareText } from '../../lib/order.ts';

export interface Pair {
  readonly key: Key;
  readonly value: string;
}

export const PAIRS = 100;
const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const KEY_LENGTH = 5;
const VALUES = 100;

/** One hundred pairs with distinct random keys, in byte order of the keys. */
export function drawPairs(seed: number): readonly Pair[] {
  const dice = new Dice(openStream(seed, 'scenario/pairs'));
  const pairs = new Map<string, Pair>();
  while (pairs.size < PAIRS) {
    let key = '';
    for (let i = 0; i < KEY_LENGTH; i += 1) key += LETTERS.charAt(dice.below(LETTERS.length));
    const value = `value${dice.below(VALUES)}`;
    if (!pairs.has(key)) pairs.set(key, { key: key as Key, value });
  }
  return [...pairs.values()].sort((a, b) => compareText(a.key, b.key));
}
