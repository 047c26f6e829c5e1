import type { EventLog } from '../log/event-log.ts';

/** The identities of a run, ascending, and the row of each. */
export class Rows {
  readonly ids: readonly number[];
  readonly #rows: ReadonlyMap<number, number>;

  constructor(ids: Iterable<number>) {
    this.ids = [...new Set(ids)].filter((id) => id > 0).sort((a, b) => a - b);
    this.#rows = new Map(this.ids.map((id, row) => [id, row]));
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
    return this.#rows.get(id) ?? -1;
  }

  idOf(row: number): number {
    return this.ids[row] ?? 0;
  }
}
