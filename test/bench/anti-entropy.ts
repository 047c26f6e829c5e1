import { manyKeys, Pair, putAll } from '../core/repair/pair.ts';
import { bytesOf } from '../core/repair/wire-size.ts';
import type { Figure } from './measure.ts';
import { millisOf } from './measure.ts';

const KEYS = 1_000_000;
const NAME = 'anti-entropy, a million keys';

/** Two nodes that hold the same million keys, but for one; trees are made when somebody first asks. */
export function benchAntiEntropy(): readonly Figure[] {
  const keys = manyKeys(KEYS);
  const pair = new Pair([putAll(keys), putAll(keys.slice(1))]);
  const first = millisOf(() => pair.round());
  const mended = costOf(pair);
  const same = millisOf(() => pair.round());
  return [
    { what: `${NAME}: trees made anew, and the one that differs mended`, value: first, unit: 'ms' },
    { what: `${NAME}: bytes for the one that differs`, value: mended, unit: 'B', bar: 65_536 },
    { what: `${NAME}: a round that finds nothing`, value: same, unit: 'ms' },
    { what: `${NAME}: bytes of such a round`, value: costOf(pair), unit: 'B' },
  ];
}

function costOf(pair: Pair): number {
  return pair.said.reduce((sum, message) => sum + bytesOf(message), 0);
}
