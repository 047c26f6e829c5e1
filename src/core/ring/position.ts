import { absorb, finish, hashText } from '../../lib/mix.ts';
import type { Key, NodeId } from '../ids.ts';

/** A point on the ring of 2^64 positions, as two unsigned 32-bit halves: exact everywhere, and quick to compare. */
export interface Position {
  readonly high: number;
  readonly low: number;
}

const NODE_HIGH = 0x3c6ef372;
const NODE_LOW = 0x1b873593;
/** Of the hash that gives the upper half of a key's position. */
export const KEY_HIGH = 0x2545f491;
const KEY_LOW = 0x6c8e9cf5;

/** Where the `nth` token of a node lies. Only identity and number decide, so a token never moves. */
export function tokenPosition(node: NodeId, nth: number): Position {
  return {
    high: finish(absorb(absorb(NODE_HIGH, node), nth)) >>> 0,
    low: finish(absorb(absorb(NODE_LOW, node), nth)) >>> 0,
  };
}

export function keyPosition(key: Key): Position {
  return { high: hashText(key, KEY_HIGH) >>> 0, low: hashText(key, KEY_LOW) >>> 0 };
}
