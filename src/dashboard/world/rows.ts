import type { EventLog } from '../log/event-log.ts';

/** The identities of a run, ascending, and the row of each. */
export class Rows {
  readonly ids: readonly number[];
  /** By identity; identities are few and small: each lost disk adds the number of hosts. */
  readonly #rows: Int32Array;

  constructor(ids: Iterable<number>) {
    this.ids = [...new Set(ids)].filter((id) => id > 0).sort((a, b) => a - b);
    this.#rows = new Int32Array((this.ids.at(-1) ?? 0) + 1).fill(-1);
    this.ids.forEach((id, row) => {
      this.#rows[id] = row;
    });
  }

  /** Everybody to whom something happened. */
  static of({ node }: EventLog): Rows {
    return new Rows(new Set(node));
  }

  get count(): number {
    return this.ids.length;
  }

  /** −1 where nobody has this identity. */
  rowOf(id: number): number {
    return this.#rows[id] ?? -1;
  }

  idOf(row: number): number {
    return this.ids[row] ?? 0;
  }
}
