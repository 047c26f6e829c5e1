import { codeOf } from '../log/codes.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Rows } from '../world/rows.ts';

const SENT = codeOf('sent');
const RECEIVED = codeOf('received');

/** Messages of each node, by row. */
export interface Load {
  readonly sent: Int32Array;
  readonly received: Int32Array;
}

/** Counts what each node sent and received from one event to before another. */
export function loadOf({ kind, node }: EventLog, rows: Rows, from: number, to: number): Load {
  const sent = new Int32Array(rows.count);
  const received = new Int32Array(rows.count);
  for (let at = from; at < to; at += 1) {
    const counts = kind[at] === SENT ? sent : kind[at] === RECEIVED ? received : undefined;
    if (counts === undefined) continue;
    const row = rows.rowOf(node[at] as number);
    if (row >= 0) counts[row] = (counts[row] as number) + 1;
  }
  return { sent, received };
}
