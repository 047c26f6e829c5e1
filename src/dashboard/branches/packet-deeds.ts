import { hostNumber } from '../../sim/identity.ts';
import { codeOf } from '../log/codes.ts';
import type { EventLog } from '../log/event-log.ts';
import { NONE } from '../log/event-log.ts';
import type { Change } from '../simulator/order.ts';
import type { Deed } from './deed.ts';

const SENT = codeOf('sent');
/** Packets that one message may overtake; each takes an entry of its own. */
const MOST_OVERTAKEN = 60;

/** The packet that was sent with this event is lost. undefined where it cannot be meant: what is sent in tick 0 precedes every fault. */
export function dropPacket(log: EventLog, hosts: number, sent: number): Deed | undefined {
  const change = packetChange(log, hosts, sent, { lost: true });
  return change === undefined
    ? undefined
    : { name: `${nameOf(log, hosts, sent)} is lost`, changes: [change] };
}

/** It takes so many ticks more. */
export function delayPacket(log: EventLog, hosts: number, sent: number, by: number): Deed | undefined {
  const change = packetChange(log, hosts, sent, { late: by });
  return change === undefined
    ? undefined
    : { name: `${nameOf(log, hosts, sent)} is ${by} ticks late`, changes: [change] };
}

/**
 * It overtakes all that are under way to the same host: whatever else would arrive between its sending and its arrival
 * comes a tick after it. undefined where it overtakes nothing, or too much.
 */
export function deliverFirst(log: EventLog, hosts: number, sent: number): Deed | undefined {
  const arrival = log.partner[sent] as number;
  if (arrival === NONE) return undefined;
  const [from, to] = [log.tick[sent] as number, log.tick[arrival] as number];
  const changes: Change[] = [];
  for (let at = arrival - 1; at >= 0 && (log.tick[at] as number) >= from; at -= 1) {
    const other = log.partner[at] as number;
    if (other === NONE || log.kind[other] !== SENT || log.node[at] !== log.peer[sent]) continue;
    if (at < sent || log.partner[other] !== at) continue;
    const change = packetChange(log, hosts, other, { late: to - (log.tick[at] as number) + 1 });
    if (change !== undefined) changes.push(change);
  }
  if (changes.length === 0 || changes.length > MOST_OVERTAKEN) return undefined;
  return { name: `${nameOf(log, hosts, sent)} arrives first`, changes };
}

function packetChange(
  log: EventLog,
  hosts: number,
  sent: number,
  fate: { readonly lost: true } | { readonly late: number },
): Change | undefined {
  const tick = log.tick[sent] as number;
  if (tick < 1) return undefined;
  const [from, to] = [log.node[sent] as number, log.peer[sent] as number];
  let nth = 1;
  for (let at = sent - 1; at >= 0 && log.tick[at] === tick; at -= 1)
    if (log.kind[at] === SENT && log.node[at] === from && log.peer[at] === to) nth += 1;
  const link = { from: `n${hostNumber(from, hosts)}`, to: `n${hostNumber(to, hosts)}` };
  return { at: tick - 1, packet: { ...link, sent: tick, nth, ...fate } };
}

function nameOf(log: EventLog, hosts: number, sent: number): string {
  const [from, to] = [log.node[sent] as number, log.peer[sent] as number].map((id) => hostNumber(id, hosts));
  return `n${from}→n${to} of ${log.tick[sent]}`;
}
