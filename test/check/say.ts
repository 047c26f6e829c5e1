import type { HistoryEvent } from '../../src/check/history/event.ts';
import { formatHistoryEvent } from '../../src/check/history/event.ts';
import type { Operation } from '../../src/check/history/history.ts';

/**
 * Lines of a register's history in short: `a w1` process a begins to write 1, `a ok` it is done, `b r ok 0` b reads 0 at
 * once, `b r` … `b ok 0` in time, `a w1 info`, `a w1 fail`.
 */
export function sayAll(...lines: readonly string[]): string {
  const verbs = new Map<string, 'read' | 'write'>();
  const events: HistoryEvent[] = [];
  for (const line of lines) {
    const words = line.split(' ');
    const process = words.shift() ?? '';
    const asked = words[0] ?? '';
    if (asked === 'r' || asked.startsWith('w')) {
      words.shift();
      const operation = asked === 'r' ? 'read' : 'write';
      verbs.set(process, operation);
      const value = operation === 'write' ? { value: Number(asked.slice(1)) } : {};
      events.push({ type: 'invoke', process, operation, ...value });
    }
    const [type, value] = words;
    if (type !== 'ok' && type !== 'fail' && type !== 'info') continue;
    const operation = verbs.get(process) ?? 'read';
    events.push({ type, process, operation, ...(value === undefined ? {} : { value: Number(value) }) });
  }
  return events.map(formatHistoryEvent).join('\n');
}

export function say(operations: readonly Operation[]): string {
  return JSON.stringify(operations);
}
