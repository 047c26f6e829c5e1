import type { Tick } from '../../core/time.ts';

/** What a node's clock shows. */
export interface Clock {
  now(): Tick;
}

/**
 * Milliseconds since 1970 when the process started, and from then on what has passed since: whoever sets the machine's
 * clock moves the next life of a node, never this one. Nodes need not agree on it; where they roughly do, values expire
 * on time, and a node that starts again writes above what it wrote before.
 */
export function openClock(): Clock {
  const { timeOrigin } = performance;
  return { now: () => Math.floor(timeOrigin + performance.now()) as Tick };
}
