import type { RareEvent } from '../../trace/event.ts';
import { tellFate } from '../../trace/words/event.ts';
import { codeOf } from '../log/codes.ts';
import type { Film } from '../log/film.ts';

/** More nodes than this are not named one by one. */
const MOST_NAMED = 4;

/** A place in a run that somebody may want to jump to. */
export interface Landmark {
  /** The number of the event. */
  readonly at: number;
  readonly tick: number;
  readonly text: string;
}

/** What befell hosts and links, in words; that hosts start at the beginning is no news. */
export function faultsIn({ told, log }: Film): readonly Landmark[] {
  const started = new Set<number>();
  return told.flatMap(({ at, event }) => {
    if (event.kind === 'host-started' && !started.has(event.node)) {
      started.add(event.node);
      return [];
    }
    switch (event.kind) {
      case 'fault-installed':
        return [{ at, tick: event.tick, text: tellFault(event) }];
      case 'host-started':
      case 'host-crashed':
      case 'host-paused':
      case 'host-resumed':
      case 'host-slowed':
      case 'disk-damaged':
      case 'fault-removed':
      case 'healed':
      case 'loss-changed':
      case 'act-skipped':
        return [{ at, tick: event.tick, text: tellFate(event) }];
      case 'clock-changed':
      case 'disk-changed':
        return event.fault === 'sound' ? [] : [{ at, tick: log.tick[at] ?? 0, text: tellFate(event) }];
      default:
        return [];
    }
  });
}

type Installed = Extract<RareEvent, { kind: 'fault-installed' }>;

/** Groups that are cut off from each other are named; all others of a large one are just the others. */
function tellFault({ name, groups = [] }: Installed): string {
  if (groups.length < 2) return `${name} begins on some links`;
  const most = Math.max(...groups.map(({ length }) => length));
  const [first, ...rest] = groups.map((group) =>
    group.length === most && most > MOST_NAMED ? 'the others' : group.map((host) => `n${host}`).join(' '),
  );
  return `the links between ${first} and ${rest.join(' and ')} are cut`;
}

/** The numbers of the events in which clients ask something. */
export function operationsIn({ log }: Film): Int32Array {
  const asked = codeOf('requested');
  const found: number[] = [];
  for (let at = 0; at < log.length; at += 1) if (log.kind[at] === asked) found.push(at);
  return Int32Array.from(found);
}
