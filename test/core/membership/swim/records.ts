import { nodeId } from '../../../../src/core/ids.ts';
import type { MemberChange } from '../../../../src/core/membership/detector.ts';
import { PLAIN_SEAT } from '../../../../src/core/membership/seat.ts';
import { MemberTable } from '../../../../src/core/membership/swim/member-table.ts';
import { STANDINGS } from '../../../../src/core/membership/swim/record.ts';
import { tick } from '../../../../src/core/time.ts';

/** A record as a test writes it. */
export interface Told {
  readonly member: number;
  readonly standing: keyof typeof STANDINGS;
  readonly incarnation?: number;
  readonly refutation?: number;
  readonly accuser?: number;
}

export function records(...told: readonly Told[]): Int32Array {
  return Int32Array.from(
    told.flatMap(({ member, standing, incarnation = 1, refutation = 0, accuser = 0 }) => [
      ...[member, incarnation, refutation, PLAIN_SEAT, STANDINGS[standing], accuser],
    ]),
  );
}

/** The table of node `self`, and what it told. */
export function witnessed(self: number) {
  const changes: string[] = [];
  const first = { id: nodeId(self), incarnation: 1, seat: PLAIN_SEAT, remembered: new Map() };
  const note = (change: MemberChange, member: number) => changes.push(`${change} ${member}`);
  const table = new MemberTable(first, tick(0), note);
  const hear = (told: Told, now = 1): void => {
    const words = records(told);
    const standing = STANDINGS[told.standing];
    if (table.compare(words, 0, standing) > 0) table.take(words, 0, standing, tick(now));
  };
  return { table, changes, hear };
}
