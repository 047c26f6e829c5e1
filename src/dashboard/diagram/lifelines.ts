import type { Film } from '../log/film.ts';
import type { Rows } from '../world/rows.ts';
import type { Life } from '../world/world-state.ts';

/** A stretch of a node's life. */
export interface Stretch {
  readonly row: number;
  readonly from: number;
  to: number;
  readonly life: Life;
}

const BECOMES: Readonly<Record<string, Life>> = {
  'host-started': 'up',
  'host-resumed': 'up',
  'host-paused': 'paused',
  'host-crashed': 'crashed',
};

/** Every stretch of every node's life, from its start on. */
export function lifelinesOf({ told, outcome }: Film, rows: Rows): readonly Stretch[] {
  const found: Stretch[] = [];
  const open = new Map<number, Stretch>();
  for (const { event } of told) {
    const life = BECOMES[event.kind];
    if (life === undefined || !('node' in event)) continue;
    const row = rows.rowOf(event.node);
    const before = open.get(row);
    if (before !== undefined) before.to = event.tick;
    const next = { row, from: event.tick, to: outcome.endTick, life };
    open.set(row, next);
    found.push(next);
  }
  return found;
}
