import { DurableState } from '../../../src/core/durability/durable-state.ts';
import type { LogEntry } from '../../../src/core/log-entry.ts';

/** What a log says. */
export function foldOf(log: readonly LogEntry[]): DurableState {
  const state = new DurableState();
  for (const entry of log) state.apply(entry);
  return state;
}
