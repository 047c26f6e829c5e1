/** The stretch of time that is shown, in ticks. */
export interface View {
  readonly from: number;
  readonly to: number;
}

const SHORTEST = 2;

/** Zooms so that `at` stays where it is; a factor below 1 comes closer. */
export function zoomed({ from, to }: View, at: number, factor: number, lastTick: number): View {
  const span = Math.min(Math.max((to - from) * factor, SHORTEST), lastTick + 2);
  const share = (at - from) / (to - from);
  return within(at - share * span, span, lastTick);
}

/** Moves by so many ticks. */
export function moved({ from, to }: View, ticks: number, lastTick: number): View {
  return within(from + ticks, to - from, lastTick);
}

/** A stretch with some air around it. */
export function around(from: number, to: number, lastTick: number): View {
  const air = Math.max(2, (to - from) * 0.08);
  return within(from - air, to - from + 2 * air, lastTick);
}

/** The same stretch, moved as little as it takes to have `time` well inside. */
export function following(view: View, time: number, lastTick: number): View {
  const span = view.to - view.from;
  if (time >= view.from + span * 0.08 && time <= view.to - span * 0.25) return view;
  return time > view.to || time < view.from
    ? within(time - span * 0.3, span, lastTick)
    : within(time > view.to - span * 0.25 ? time - span * 0.75 : time - span * 0.08, span, lastTick);
}

function within(from: number, span: number, lastTick: number): View {
  const length = Math.min(span, lastTick + 2);
  const start = Math.min(Math.max(from, -0.5), lastTick + 1.5 - length);
  return { from: start, to: start + length };
}

/** Round ticks to write along an axis: at most `most` of them. */
export function ticksWithin({ from, to }: View, most: number): readonly number[] {
  let step = 1;
  for (let nth = 0; (to - from) / step > most; nth += 1) step *= nth % 3 === 1 ? 2.5 : 2;
  const first = Math.max(0, Math.ceil(from / step) * step);
  const count = Math.max(0, Math.floor((to - first) / step) + 1);
  return Array.from({ length: count }, (_, nth) => first + nth * step);
}
