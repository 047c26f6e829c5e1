/** What a node has counted since it was started. */
export interface Counters {
  readonly keys: number;
  readonly reads: number;
  readonly writes: number;
  /** Requests that took at most so long, in seconds; ascending, the last one is infinity. */
  readonly buckets: readonly { readonly most: number; readonly count: number }[];
}

/** What happened between two looks. */
export interface Rates {
  /** In a second. */
  readonly reads: number;
  readonly writes: number;
  /** Milliseconds within which half and 99 of 100 requests were answered; null where there were none. */
  readonly half: number | null;
  readonly most: number | null;
}

const LINE = /^(\w+)(?:\{(.*)\})? ([\d.e+-]+)$/;

/** Reads the text form of Prometheus, as a node tells it. */
export function readCounters(text: string): Counters {
  let [keys, reads, writes] = [0, 0, 0];
  const buckets = new Map<number, number>();
  for (const line of text.split('\n')) {
    const [, name, labels = '', figure] = LINE.exec(line) ?? [];
    const value = Number(figure);
    if (name === 'orrery_keys') keys = value;
    const isRead = /method="(GET|HEAD)"/.test(labels);
    if (name === 'orrery_http_requests_total')
      [reads, writes] = isRead ? [reads + value, writes] : [reads, writes + value];
    if (name !== 'orrery_http_request_seconds_bucket') continue;
    const [, bound = '+Inf'] = /le="([^"]+)"/.exec(labels) ?? [];
    const most = bound === '+Inf' ? Number.POSITIVE_INFINITY : Number(bound);
    buckets.set(most, (buckets.get(most) ?? 0) + value);
  }
  const sorted = [...buckets].sort(([a], [b]) => a - b);
  return { keys, reads, writes, buckets: sorted.map(([most, count]) => ({ most, count })) };
}

/** @param seconds between the two. A node that was started in between has counted anew: then nothing is known */
export function ratesOf(before: Counters, after: Counters, seconds: number): Rates | undefined {
  const [reads, writes] = [after.reads - before.reads, after.writes - before.writes];
  if (reads < 0 || writes < 0 || seconds <= 0) return undefined;
  const fresh = after.buckets.map(({ most, count }) => ({
    most,
    count: count - (before.buckets.find((one) => one.most === most)?.count ?? 0),
  }));
  return {
    ...{ reads: reads / seconds, writes: writes / seconds },
    ...{ half: within(fresh, 0.5), most: within(fresh, 0.99) },
  };
}

/** The bound that so large a part stays below. @param buckets each with those of the lower ones */
function within(buckets: Counters['buckets'], part: number): number | null {
  const all = buckets.at(-1)?.count ?? 0;
  if (all === 0) return null;
  const largest = Math.max(0, ...buckets.flatMap(({ most }) => (Number.isFinite(most) ? [most] : [])));
  const found = buckets.find(({ count }) => count >= all * part)?.most ?? largest;
  return Math.min(found, largest) * 1_000;
}
