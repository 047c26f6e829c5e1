import type { EventLog } from '../log/event-log.ts';

/** How much happened in each of `bars` equal stretches of a run, as shares of the busiest; roots, so that the quiet ones show. */
export function activityOf({ tick, length }: EventLog, ticks: number, bars: number): Float32Array {
  const counts = new Float32Array(Math.max(1, bars));
  for (let at = 0; at < length; at += 1) {
    const bar = Math.min(counts.length - 1, Math.floor(((tick[at] as number) / ticks) * counts.length));
    counts[bar] = (counts[bar] as number) + 1;
  }
  const most = counts.reduce((a, b) => Math.max(a, b), 1);
  return counts.map((count) => Math.sqrt(count / most));
}
