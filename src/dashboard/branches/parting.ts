import type { EventLog } from '../log/event-log.ts';

/** The first event in which two runs differ; undefined where they are alike as far as columns tell. */
export function partingOf(a: EventLog, b: EventLog): number | undefined {
  const both = Math.min(a.length, b.length);
  for (let at = 0; at < both; at += 1) {
    const alike =
      a.kind[at] === b.kind[at] &&
      a.tick[at] === b.tick[at] &&
      a.node[at] === b.node[at] &&
      a.peer[at] === b.peer[at] &&
      a.message[at] === b.message[at];
    if (!alike) return at;
  }
  return a.length === b.length ? undefined : both;
}
