import type { LogEntry } from '../../core/log-entry.ts';
import { lostEntry } from '../../core/log-entry.ts';
import type { Stream } from '../../lib/chance.ts';
import { draw } from '../../lib/chance.ts';

/** What a node finds when it starts, and what it must know about what it does not find. */
export interface Recovery {
  /** The snapshot, then the log, in order; `lost` stands for each that cannot be read. */
  readonly entries: readonly LogEntry[];
  /** The index of the next entry to append: those of rotten entries are not used again. */
  readonly nextIndex: number;
  /** The index of a half-written entry that was cut off; nobody was told that it was durable. */
  readonly torn: number | undefined;
  /** The indexes of entries that were durable and cannot be read any more, in order. */
  readonly rotten: readonly number[];
  /** A half-written snapshot was thrown away, and the places in the whole one that cannot be read any more. */
  readonly snapshot: { readonly torn: boolean; readonly rotten: readonly number[] };
}

/** How many entries and snapshots were half written, and how many entries cannot be read. */
export function damageOf({ torn, rotten, snapshot }: Recovery): {
  readonly torn: number;
  readonly rotten: number;
} {
  return {
    torn: (torn === undefined ? 0 : 1) + (snapshot.torn ? 1 : 0),
    rotten: rotten.length + snapshot.rotten.length,
  };
}

/** A durable entry. Its draws are a matter of its place: its index, and its row where it lies in a snapshot. */
interface Cell {
  readonly entry: LogEntry;
  readonly row: number;
  readonly index: number;
  rotten: boolean;
  /** What a host's chance drew for it, once and for all, even where that chance is keyed anew. */
  drawn: Map<Stream, number> | undefined;
}

/** The row of an entry in the log itself; those of a snapshot count from 1. */
const IN_LOG = 0;

/** What is durable: it outlives crashes, and moves with the disk when it is put into another host. */
export class Platter {
  #snapshot: readonly Cell[] = [];
  /** The log behind the snapshot. */
  #log: Cell[] = [];
  #nextIndex = 0;
  #half = false;
  #halfSnapshot = false;

  /** How many entries were ever made durable: the index of the next one. */
  get nextIndex(): number {
    return this.#nextIndex;
  }

  write(entry: LogEntry): void {
    this.#log.push(cellOf(entry, this.#nextIndex, IN_LOG));
    this.#nextIndex += 1;
  }

  /** A whole snapshot: what it stands for is forgotten in the same moment. */
  keep(upTo: number, entries: readonly LogEntry[]): void {
    this.#snapshot = entries.map((entry, row) => cellOf(entry, upTo, row + 1));
    this.#log = this.#log.filter(({ index }) => index >= upTo);
  }

  /** Leaves part of an entry behind the last whole one. Its checksum will not match. */
  tear(): void {
    this.#half = true;
  }

  /** Leaves part of a snapshot beside the last whole one. */
  tearSnapshot(): void {
    this.#halfSnapshot = true;
  }

  /** Spoils the share `below / 2^32` of the entries for good. Which ones is a matter of their places. */
  rot(chance: Stream, below: number): void {
    if (below === 0) return;
    for (const cell of [...this.#snapshot, ...this.#log])
      if (drawnFor(cell, chance) < below) cell.rotten = true;
  }

  /** Reads everything, checking checksums; cuts a torn tail off, and goes back to the whole snapshot from a torn one. */
  recover(): Recovery {
    const torn = this.#half ? this.#nextIndex : undefined;
    const tornSnapshot = this.#halfSnapshot;
    this.#half = false;
    this.#halfSnapshot = false;
    return {
      entries: [
        ...this.#snapshot.map(({ entry, rotten }) => (rotten ? lostEntry(entry) : entry)),
        ...this.#log.map(({ entry, rotten }) => (rotten ? UNREADABLE : entry)),
      ],
      nextIndex: this.#nextIndex,
      torn,
      rotten: this.#log.filter(({ rotten }) => rotten).map(({ index }) => index),
      snapshot: {
        torn: tornSnapshot,
        rotten: this.#snapshot.filter(({ rotten }) => rotten).map(({ row }) => row),
      },
    };
  }
}

/** In the log itself nothing but the entry says what it was about. */
const UNREADABLE: LogEntry = { kind: 'lost', key: undefined };

function cellOf(entry: LogEntry, index: number, row: number): Cell {
  return { entry, index, row, rotten: false, drawn: undefined };
}

function drawnFor(cell: Cell, chance: Stream): number {
  cell.drawn ??= new Map();
  const number = cell.drawn.get(chance) ?? draw(chance, cell.index, cell.row, 0, 0);
  cell.drawn.set(chance, number);
  return number;
}
