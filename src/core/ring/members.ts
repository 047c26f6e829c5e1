import { plainSeats } from '../membership/seat.ts';

/** Who a ring is made of, row by row. */
export interface Members {
  /** Distinct identities. */
  readonly ids: Int32Array;
  /** The `Seat` of each. */
  readonly seats: Int32Array;
}

/** Members without zones, all of one weight. */
export function plainMembers(ids: Iterable<number>): Members {
  const rows = Int32Array.from(ids);
  return { ids: rows, seats: plainSeats(rows.length) };
}
