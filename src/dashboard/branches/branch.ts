import { SpanIndex } from '../diagram/span-index.ts';
import type { Film } from '../log/film.ts';
import { Times } from '../player/times.ts';
import type { Opened } from '../simulator/ask.ts';
import type { Change } from '../simulator/order.ts';
import { Reel } from '../world/reel.ts';

/** One course of events: the run as it is written, or what became of it after changes. */
export interface Branch {
  /** Under which the simulator knows it. */
  readonly run: number;
  /** `as written`, or in a few words what was changed last. */
  readonly name: string;
  readonly changes: readonly Change[];
  readonly film: Film;
  /** How long it took to make, in milliseconds. */
  readonly tookMs: number;
  readonly reel: Reel;
  readonly times: Times;
  readonly spans: SpanIndex;
  /** The first tick at which it may differ from the branch that it came from; undefined for the run as it is written. */
  readonly forkedAt: number | undefined;
}

export function branchOf(
  { run, film, tookMs }: Opened,
  { name, changes, forkedAt }: Pick<Branch, 'name' | 'changes' | 'forkedAt'>,
): Branch {
  return {
    ...{ run, film, tookMs, name, changes, forkedAt },
    reel: new Reel(film),
    times: new Times(film.log, film.outcome.endTick),
    spans: new SpanIndex(film.log),
  };
}
