import type { LogEntry } from '../../core/log-entry.ts';
import type { Stream } from '../../lib/chance.ts';
import { draw } from '../../lib/chance.ts';

/** What a node finds when it starts, and what it must know about what it does not find. */
export interface Recovery {
  /** The readable entries, in order of index. */
  readonly entries: readonly LogEntry[];
  /** The index of the next entry to append: those of rotten entries are not used again. */
  readonly nextIndex: number;
  /** The index of a half-written entry that was cut off; nobody was told that it was durable. */
  readonly torn: number | undefined;
  /** The indexes of entries that were durable and cannot be read any more, in order. */
  readonly rotten: readonly number[];
}

/** What is durable: it outlives crashes, and moves with the disk when it is put into another host. */
export class Platter {
  readonly #entries: LogEntry[] = [];
  readonly #rotten = new Set<number>();
  /** What a host's chance drew for each entry, once and for all, even where that chance is keyed anew. */
  readonly #drawn = new Map<Stream, number[]>();
  #half = false;

  /** How many entries were made durable: the index of the next one. */
  get length(): number {
    return this.#entries.length;
  }

  write(entry: LogEntry): void {
    this.#entries.push(entry);
  }

  /** Leaves part of an entry behind the last whole one. Its checksum will not match. */
  tear(): void {
    this.#half = true;
  }

  /** Spoils the share `below / 2^32` of the entries for good. Which ones is a matter of their indexes. */
  rot(chance: Stream, below: number): void {
    if (below === 0) return;
    for (let index = 0; index < this.#entries.length; index += 1)
      if (this.#drawnFor(index, chance) < below) this.#rotten.add(index);
  }

  #drawnFor(index: number, chance: Stream): number {
    const drawn = this.#drawn.get(chance) ?? [];
    this.#drawn.set(chance, drawn);
    const number = drawn[index] ?? draw(chance, index, 0, 0, 0);
    drawn[index] = number;
    return number;
  }

  /** Reads everything, checking checksums; cuts a torn tail off. */
  recover(): Recovery {
    const torn = this.#half ? this.#entries.length : undefined;
    this.#half = false;
    return {
      entries: this.#entries.filter((_, index) => !this.#rotten.has(index)),
      nextIndex: this.#entries.length,
      torn,
      rotten: [...this.#rotten].sort((a, b) => a - b),
    };
  }
}
