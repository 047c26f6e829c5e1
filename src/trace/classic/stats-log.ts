import type { RareEvent } from '../event.ts';
import { formatAddress, formatLogLine } from './log-line.ts';

/**
 * The line of `stats.log` for an event, without its line end: the copies that stabilization moved.
 * ` 3.0.0.0:0 [201] #STATSLOG# 12 records sent to 5.0.0.0:0`
 * @returns undefined for an event that the statistics do not know
 */
export function formatStatsLine(event: RareEvent): string | undefined {
  if (event.kind !== 'noted') return undefined;
  const { node, tick, note } = event;
  switch (note.kind) {
    case 'records-sent':
      return formatLogLine(
        node,
        tick,
        `#STATSLOG# ${note.records} records sent to ${formatAddress(note.target)}`,
      );
    case 'record-dropped':
      return formatLogLine(node, tick, `#STATSLOG# record dropped, key=${note.key}`);
    default:
      return undefined;
  }
}
