import { MOMENTS } from '../../explore/explain/futures.ts';

const MOST = 200;
const FEWEST = 10;
/** Some ten to thirty seconds. Counted in events and not in seconds, so that every machine tries the same futures. */
const EVENTS = 20_000_000;

/** How many futures to try from each moment, and what to say where that is fewer than usual. */
export function planFutures(
  asked: number | undefined,
  eventsOfRun: number,
): { readonly futures: number; readonly remark: string | undefined } {
  if (asked !== undefined) return { futures: asked, remark: undefined };
  const fit = Math.floor(EVENTS / (MOMENTS * Math.max(1, eventsOfRun)));
  if (fit >= MOST) return { futures: MOST, remark: undefined };
  const futures = Math.max(FEWEST, fit);
  return {
    futures,
    remark: `${futures} futures instead of ${MOST}, so that it takes seconds; --futures ${MOST} tries them all`,
  };
}
