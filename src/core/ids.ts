import { assert } from '../lib/assert.ts';
import type { Brand } from '../lib/brand.ts';

/** A moment on one clock. Unit: ticks since that clock began; a safe integer ≥ 0. */
export type Tick = Brand<number, 'Tick'>;
/** A span of time. Unit: ticks; a safe integer ≥ 0. Live, one tick is one millisecond. */
export type Ticks = Brand<number, 'Ticks'>;
/**
 * The stable identity of a node: an integer in 1 … 2^31 − 1, kept on its disk. A node that lost its disk
 * comes back under a new identity. Addresses are the drivers' business; the core knows identities only.
 */
export type NodeId = Brand<number, 'NodeId'>;
export type Key = Brand<string, 'Key'>;
/** Number of a client request, unique at the coordinator that received it. */
export type RequestId = Brand<number, 'RequestId'>;

export function tick(value: number): Tick {
  assert(Number.isSafeInteger(value) && value >= 0, `not a tick: ${value}`);
  return value as Tick;
}

export function ticks(value: number): Ticks {
  assert(Number.isSafeInteger(value) && value >= 0, `not a span of ticks: ${value}`);
  return value as Ticks;
}

export function after(start: Tick, span: Ticks): Tick {
  return (start + span) as Tick;
}

export function nodeId(value: number): NodeId {
  assert(Number.isInteger(value) && value >= 1 && value <= 0x7fff_ffff, `not a node identity: ${value}`);
  return value as NodeId;
}

export const key = (value: string): Key => value as Key;

export function requestId(value: number): RequestId {
  assert(Number.isSafeInteger(value) && value >= 0, `not a request number: ${value}`);
  return value as RequestId;
}
