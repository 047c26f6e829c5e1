/** The stretch of time that is shown, in ticks. */
export interface View {
  readonly from: number;
  readonly to: number;
}

const SHORTEST = 4;

/** Zooms so that `at` stays where it is; `factor` below 1 comes closer. */
export function zoomed({ from, to }: View, at: number, factor: number, lastTick: number): View {
  const span = Math.min(Math.max((to - from) * factor, SHORTEST), lastTick + 2);
  const share = (at - from) / (to - from);
  return within(at - share * span, span, lastTick);
}

/** Moves by a part of what is shown. */
export function moved({ from, to }: View, ticks: number, lastTick: number): View {
  return within(from + ticks, to - from, lastTick);
}

/** A stretch with some air around it. */
export function around(from: number, to: number, lastTick: number): View {
  const air = Math.max(2, (to - from) * 0.08);
  return within(from - air, to - from + 2 * air, lastTick);
}

function within(from: number, span: number, lastTick: number): View {
  const length = Math.min(span, lastTick + 2);
  const start = Math.min(Math.max(from, -1), lastTick + 1 - length);
  return { from: start, to: start + length };
}
