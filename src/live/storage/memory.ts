import type { LogEntry } from '../../core/log-entry.ts';
import type { Engine, Recovery } from './engine.ts';

/** Keeps a log as long as the process lives: for tests, and for stores whose every node may be lost at once. */
export class MemoryEngine implements Engine {
  #snapshot: readonly LogEntry[] = [];
  /** What lies behind the snapshot; the first has index `#from`. */
  #log: LogEntry[] = [];
  #from = 0;

  async recover(): Promise<Recovery> {
    const entries = [...this.#snapshot, ...this.#log];
    return { entries, nextIndex: this.#from + this.#log.length, torn: 0, rotten: 0 };
  }

  async write(_first: number, entries: readonly LogEntry[]): Promise<void> {
    this.#log.push(...entries);
  }

  async keep(upTo: number, entries: readonly LogEntry[]): Promise<void> {
    this.#snapshot = entries;
    this.#log = this.#log.slice(upTo - this.#from);
    this.#from = upTo;
  }

  async close(): Promise<void> {}
}
