import { absorb, finish, hashText } from '../../lib/mix.ts';
import type { Key } from '../ids.ts';
import type { TreeHash } from '../message.ts';
import { keyPosition } from '../ring/position.ts';
import type { Version } from '../version.ts';

/** The key space is cut into so many slices, by the hash of the key; each is a leaf. */
export const SLICES = 1024;
/** 1 + 32 + 32 · 32 nodes: a difference is found with three questions. */
const FANOUT = 32;
export const ROOT = 0;
const FIRST_LEAF = 1 + FANOUT;
/** Two independent hashes of a member. */
const HIGH = 0x1f83d9ab;
const LOW = 0x5be0cd19;

/** Equal slices are arcs of the ring: few nodes own keys of one slice. */
export function sliceOf(key: Key): number {
  return keyPosition(key).high >>> 22;
}

/** The slice of a leaf; undefined for the root and the nodes below it. */
export function sliceAt(at: number): number | undefined {
  return at < FIRST_LEAF ? undefined : at - FIRST_LEAF;
}

/**
 * Hashes over a set of (key, version), sums of its slices' sums. A member is added or taken away in three steps, whatever
 * else there is: each node is the exclusive or of all members below it, 64 bits wide.
 * Source: Merkle, CRYPTO 1987; the sums after Bellare, Micciancio, EUROCRYPT 1997 (here against chance, not malice).
 */
export class HashTree {
  /** Made with the first member. */
  #high: Int32Array | undefined;
  #low: Int32Array | undefined;

  /** One member of a key goes, and another one comes; either may be none. */
  change(key: Key, before: Version | undefined, after: Version | undefined): void {
    const slice = sliceOf(key);
    this.#high ??= new Int32Array(FIRST_LEAF + SLICES);
    this.#low ??= new Int32Array(FIRST_LEAF + SLICES);
    toggleAlong(this.#high, slice, hashOf(key, before, HIGH) ^ hashOf(key, after, HIGH));
    toggleAlong(this.#low, slice, hashOf(key, before, LOW) ^ hashOf(key, after, LOW));
  }

  hashAt(at: number): TreeHash {
    return { at, high: this.#high?.[at] ?? 0, low: this.#low?.[at] ?? 0 };
  }

  /** Of the root or a node right below it. */
  childrenOf(at: number): readonly TreeHash[] {
    const first = FANOUT * at + 1;
    return Array.from({ length: FANOUT }, (_, nth) => this.hashAt(first + nth));
  }

  isSame({ at, high, low }: TreeHash): boolean {
    return (this.#high?.[at] ?? 0) === high && (this.#low?.[at] ?? 0) === low;
  }
}

/** Along the way from the root to a leaf. */
function toggleAlong(sums: Int32Array, slice: number, hash: number): void {
  const inner = 1 + Math.floor(slice / FANOUT);
  const leaf = FIRST_LEAF + slice;
  sums[ROOT] = (sums[ROOT] ?? 0) ^ hash;
  sums[inner] = (sums[inner] ?? 0) ^ hash;
  sums[leaf] = (sums[leaf] ?? 0) ^ hash;
}

function hashOf(key: Key, version: Version | undefined, seed: number): number {
  if (version === undefined) return 0;
  const { counter, writer, incarnation, expired } = version;
  const high = Math.floor(counter / 0x1_0000_0000);
  const word = absorb(absorb(absorb(absorb(hashText(key, seed), counter), high), writer), incarnation);
  return finish(expired === true ? ~word : word);
}
