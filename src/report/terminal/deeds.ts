import type { RareEvent } from '../../trace/event.ts';
import type { Paint } from './paint.ts';
import { count, list, ranges } from './words.ts';

/** What was done to a node, or happened to it. */
export interface Deed {
  /** What stands before the nodes: `crash`, `clock of`. */
  readonly verb: string;
  readonly detail: string | undefined;
  /** True where it only ends something. */
  readonly ends: boolean;
}

type NodeEvent = Extract<RareEvent, { kind: `host-${string}` | `clock-${string}` | `disk-${string}` }>;

/** @param detail what the scenario knows of it */
export function deedOf(event: NodeEvent, host: number, detail: string | undefined): Deed | undefined {
  switch (event.kind) {
    case 'host-created':
      return undefined;
    case 'host-started': {
      const now = event.node === host ? [] : [`it is node ${event.node} now`];
      return deed('restart', [...(detail === undefined ? [] : [detail]), ...now].join(', ') || undefined);
    }
    case 'host-crashed':
      return deed('crash', detail);
    case 'host-paused':
      return deed('pause', detail);
    case 'host-resumed':
      return deed('resume', detail);
    case 'host-slowed':
      return event.byTicks === 0
        ? deed('slow no more:', undefined, true)
        : deed('slow', `every input waits ${count(event.byTicks, 'tick')}`);
    case 'clock-changed':
      return event.fault === 'sound'
        ? deed('clock of', 'right again', true)
        : deed('clock of', detail ?? event.fault);
    case 'disk-changed':
      return event.fault === 'sound'
        ? deed('disk of', 'sound again', true)
        : deed('disk of', detail ?? event.fault);
    case 'disk-damaged':
      return deed('disk of', damage(event.torn, event.rotten));
  }
}

/** The line of a deed. */
export function tellDeed({ verb, detail }: Deed, nodes: readonly number[], paint: Paint): string {
  const who = `${verb} node${nodes.length === 1 ? '' : 's'} ${ranges(nodes)}`;
  return paint.strong(who) + (detail === undefined ? '' : `: ${detail}`);
}

function deed(verb: string, detail: string | undefined, ends = false): Deed {
  return { verb, detail, ends };
}

function damage(torn: number, rotten: number): string {
  const parts = [
    ...(torn > 0 ? [`${count(torn, 'entry', 'entries')} half written`] : []),
    ...(rotten > 0 ? [`${count(rotten, 'entry', 'entries')} unreadable`] : []),
  ];
  return `${list(parts)}, found at the start`;
}
