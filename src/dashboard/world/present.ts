import { hostNumber } from '../../sim/identity.ts';
import type { Rows } from './rows.ts';
import type { WorldState } from './world-state.ts';

/** Of each host the identity that it carries now, or will carry first; by host. */
export function presentNodes({ lives }: WorldState, rows: Rows, hosts: number): readonly number[] {
  const present = new Map<number, number>();
  rows.ids.forEach((id, row) => {
    const host = hostNumber(id, hosts);
    if (!present.has(host) || lives[row] !== 'waiting') present.set(host, id);
  });
  return [...present].sort(([a], [b]) => a - b).map(([, id]) => id);
}
