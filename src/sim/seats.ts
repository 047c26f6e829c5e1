import type { Seat } from '../core/membership/seat.ts';
import { seat } from '../core/membership/seat.ts';
import { must } from '../lib/assert.ts';
import { compareText } from '../lib/order.ts';
import type { HostPlan } from '../scenario/scenario.ts';

/** The seat of each host, in order: zones are numbered from 1 in code-unit order of their names. */
export function seatsOf(hosts: readonly HostPlan[]): readonly Seat[] {
  const names = new Set(hosts.flatMap(({ zone }) => (zone === undefined ? [] : [zone])));
  const numbers = new Map([...names].sort(compareText).map((name, index) => [name, index + 1]));
  return hosts.map(({ zone, weight = 1 }) =>
    seat(zone === undefined ? 0 : must(numbers.get(zone), `zone ${zone}`), weight),
  );
}
