import type { Paint } from '../../report/terminal/paint.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { out } from '../output.ts';

const LINES_AT_ONCE = 500;

/** Where nobody can press a key: all of them, a line each. */
export function printAll(
  events: readonly TraceEvent[],
  tell: (event: TraceEvent) => string,
  paint: Paint,
): void {
  for (let from = 0; from < events.length; from += LINES_AT_ONCE)
    out.line(
      events
        .slice(from, from + LINES_AT_ONCE)
        .map(tell)
        .join('\n'),
    );
  if (events.length === 0) out.line(paint.faint('  no event of this run is of that kind'));
}
