import { assert } from '../lib/assert.ts';
import type { Brand } from '../lib/brand.ts';

/** A moment on one clock. Unit: ticks since that clock began; a safe integer ≥ 0. */
export type Tick = Brand<number, 'Tick'>;
/** A span of time. Unit: ticks; a safe integer ≥ 0. Live, one tick is one millisecond. */
export type Ticks = Brand<number, 'Ticks'>;
export function tick(value: number): Tick {
  assert(Number.isSafeInteger(value) && value >= 0, 'not a tick:', value);
  return value as Tick;
}

export function ticks(value: number): Ticks {
  assert(Number.isSafeInteger(value) && value >= 0, 'not a span of ticks:', value);
  return value as Ticks;
}

export function after(start: Tick, span: Ticks): Tick {
  return (start + span) as Tick;
}

/**
 * Whether `a` is later than `b`, where either may be known by its low 32 bits only: true to the clock for moments less
 * than 2^31 ticks apart.
 */
export function isAfter(a: number, b: number): boolean {
  return ((a - b) | 0) > 0;
}

/** The same for the earlier one of two. */
export function earlier(a: number, b: number): number {
  return isAfter(a, b) ? b : a;
}
