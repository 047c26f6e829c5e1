import { key, nodeId } from '../../../src/core/ids.ts';
import type { LogEntry } from '../../../src/core/log-entry.ts';

/** The nth entry of a log that says nothing in particular. */
export function putOf(nth: number): LogEntry {
  return {
    kind: 'put',
    record: {
      key: key(`k${nth % 7}`),
      version: { counter: nth + 1, writer: nodeId(1), incarnation: 1 },
      value: JSON.stringify({ nth }),
    },
  };
}
