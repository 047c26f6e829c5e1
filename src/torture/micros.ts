/** By the clock that nodes begin with too: since 1970 when the process started, and from then on what has passed. Unit: microseconds. */
export function microsNow(): number {
  return Math.floor((performance.timeOrigin + performance.now()) * 1_000);
}
