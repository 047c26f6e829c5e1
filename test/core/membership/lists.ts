import type { NodeId } from '../../../src/core/ids.ts';
import { nodeId } from '../../../src/core/ids.ts';
import type { MemberChange } from '../../../src/core/membership/detector.ts';
import type { HeartbeatList } from '../../../src/core/membership/heartbeat-list.ts';
import { makeRoll, UNTOLD } from '../../../src/core/membership/heartbeat-list.ts';
import { Roster } from '../../../src/core/membership/roster.ts';
import { PLAIN_SEAT } from '../../../src/core/membership/seat.ts';
import { CLASSIC } from '../../../src/core/settings.ts';
import { tick } from '../../../src/core/time.ts';

/** One row of a list: who, in which life, and the newest beat with the tick at which its owner sent it. */
export interface Row {
  readonly id: number;
  readonly incarnation: number;
  /** UNTOLD where the maker does not vouch. */
  readonly beat: number;
  readonly sentAt: number;
}

/** A list made at tick `at`; rows in any order. */
export function listOf(rows: readonly Row[], at: number): HeartbeatList {
  const sorted = rows.toSorted((a, b) => a.id - b.id);
  const column = (of: (row: Row) => number): number[] => sorted.map(of);
  return {
    roll: makeRoll(
      Int32Array.from(column((row) => row.id)),
      Int32Array.from(column((row) => row.incarnation)),
    ),
    at: tick(at),
    words: Int32Array.from([...column((row) => row.beat), ...column((row) => row.sentAt)]),
    start: 0,
  };
}

/** A list read back, without the rows that it leaves open. */
export function rowsOf({ roll, words }: HeartbeatList): readonly Row[] {
  const size = roll.ids.length;
  return Array.from(roll.ids, (id, row) => ({
    id,
    incarnation: roll.incarnations[row] ?? 0,
    beat: words[row] ?? UNTOLD,
    sentAt: words[size + row] ?? 0,
  })).filter(({ beat }) => beat !== UNTOLD);
}

/** A roster with the classic time-outs that writes down what it tells its listener. */
export class Witness {
  readonly roster: Roster;
  readonly told: string[] = [];

  constructor(id: number, now = 0) {
    const listener = (change: MemberChange, member: NodeId): void => {
      this.told.push(`${member} ${change}`);
    };
    this.roster = new Roster(
      { id: nodeId(id), incarnation: 1, seat: PLAIN_SEAT, now: tick(now) },
      CLASSIC,
      listener,
    );
  }

  merge(list: HeartbeatList, now: number): void {
    this.roster.merge(list, tick(now));
  }

  /** A node surveys only after a beat of its own; otherwise it would come to doubt itself. */
  survey(now: number): HeartbeatList {
    this.roster.beat(tick(now));
    return this.roster.survey(tick(now));
  }

  /** What was told since the last time. */
  takeTold(): readonly string[] {
    return this.told.splice(0);
  }

  /** Everything that can be seen of its opinion at a tick; looking may make it suspect or remove. */
  opinion(now: number): unknown {
    const list = this.survey(now);
    return { rows: rowsOf(list), ids: [...list.roll.ids], members: [...this.roster.members()] };
  }
}
