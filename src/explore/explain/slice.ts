import type { RareEvent, TraceEvent } from '../../trace/event.ts';
import type { CausalGraph } from './causal-graph.ts';
import type { Focus } from './focus.ts';
import { isAbout } from './focus.ts';

/**
 * The events that a story is made of, by their numbers, ascending: what happened before the targets and is about the
 * focus, and how the packets ended that were sent on the way, be it later or never: what did not arrive in time matters
 * as much as what did.
 */
export function sliceOf(graph: CausalGraph, targets: readonly number[], focus: Focus): readonly number[] {
  const past = graph.pastOf(targets);
  const kept = new Set<number>();
  for (const [at, event] of graph.events.entries()) {
    if (past[at] !== 1 && !isFate(event, targets, at)) continue;
    if (!isAbout(event, focus)) continue;
    kept.add(at);
    if (event.kind === 'sent') for (const end of graph.fatesOf(at)) kept.add(end);
  }
  return [...kept].sort((a, b) => a - b);
}

/** The places of a witness's events among all events. A survey that shows some records only stands for the whole one. */
export function placesOf(graph: CausalGraph, wanted: readonly RareEvent[]): readonly number[] {
  const exact = new Map<TraceEvent, number>();
  const surveys = new Map<number, number>();
  for (const [at, event] of graph.events.entries()) {
    exact.set(event, at);
    if (event.kind === 'surveyed') surveys.set(event.node, at);
  }
  return wanted.flatMap((event) => {
    const at = exact.get(event) ?? (event.kind === 'surveyed' ? surveys.get(event.node) : undefined);
    return at === undefined ? [] : [at];
  });
}

/** What befalls links, and hosts that never come back, is before nothing that a node does: only the clock orders it. */
function isFate(event: TraceEvent, targets: readonly number[], at: number): boolean {
  switch (event.kind) {
    case 'fault-installed':
    case 'fault-removed':
    case 'healed':
    case 'loss-changed':
    case 'host-started':
    case 'host-crashed':
    case 'host-paused':
    case 'host-resumed':
    case 'host-slowed':
      return targets.some((target) => at < target);
    default:
      return false;
  }
}
