import { instanceOf, purposeOf } from '../core/timer.ts';
import type { TraceEvent } from '../trace/event.ts';
import { formatEventLine } from '../trace/ndjson.ts';

/** One event as one line of `trace.ndjson`, timers by the names that the core gives them. */
export function eventLine(event: TraceEvent): string {
  return formatEventLine(event, { purposeOf, instanceOf });
}
