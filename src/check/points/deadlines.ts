/**
 * By how many ticks a group of `nodes` plays everything later: four nodes start in each tick, and all must have
 * started before tick 50.
 */
export function latenessOf(nodes: number): number {
  return Math.max(0, Math.floor((nodes - 1) / 4) - 49);
}

/** Within so many ticks of a failure every survivor has removed the failed node. */
export function removalTicks(nodes: number): number {
  return nodes > 25 ? 25 + ceilLog2(nodes) : 25;
}

/** Within so many ticks of a client's operation everybody has answered. */
export const ANSWER_TICKS = 30;

/** ⌈log₂ n⌉ for n ≥ 1, exact. */
function ceilLog2(n: number): number {
  return 32 - Math.clz32(n - 1);
}
