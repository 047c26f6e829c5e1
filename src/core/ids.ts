import { assert } from '../lib/assert.ts';
import type { Brand } from '../lib/brand.ts';

/**
 * The stable identity of a node: an integer in 1 … 2^31 − 1, kept on its disk. A node that lost its disk
 * comes back under a new identity. Addresses are the drivers' business; the core knows identities only.
 */
export type NodeId = Brand<number, 'NodeId'>;
export type Key = Brand<string, 'Key'>;
/** Number of a client request, unique at the coordinator that received it. */
export type RequestId = Brand<number, 'RequestId'>;

export function nodeId(value: number): NodeId {
  assert(Number.isInteger(value) && value >= 1 && value <= 0x7fff_ffff, 'not a node identity:', value);
  return value as NodeId;
}

export const key = (value: string): Key => value as Key;

export function requestId(value: number): RequestId {
  assert(Number.isSafeInteger(value) && value >= 0, 'not a request number:', value);
  return value as RequestId;
}
