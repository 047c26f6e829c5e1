import { DurableState } from '../../../src/core/durability/durable-state.ts';
import type { LogEntry } from '../../../src/core/log-entry.ts';
import type { Engine } from '../../../src/live/storage/engine.ts';
import { JsonFileEngine } from '../../../src/live/storage/json-file.ts';
import { LmdbEngine } from '../../../src/live/storage/lmdb.ts';
import { MemoryEngine } from '../../../src/live/storage/memory.ts';

/** Every engine there is, by name: how one is opened in a folder, the first time or again. */
export const ENGINES: Readonly<Record<string, (folder: string) => Engine>> = {
  memory: inMemory,
  json: (folder) => new JsonFileEngine(folder),
  lmdb: (folder) => new LmdbEngine(folder),
};

const kept = new Map<string, MemoryEngine>();

/** What a process keeps in memory is there as long as the process: for the law, opening it again is the same object. */
function inMemory(folder: string): Engine {
  const engine = kept.get(folder) ?? new MemoryEngine();
  kept.set(folder, engine);
  return engine;
}

/** What entries come to: engines may keep them as they came, or folded. */
export function folded(entries: readonly LogEntry[]): readonly string[] {
  const state = new DurableState();
  for (const entry of entries) state.apply(entry);
  return state
    .entries()
    .map((entry) => JSON.stringify(sortedKeys(entry)))
    .sort();
}

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sortedKeys(inner)]));
}
