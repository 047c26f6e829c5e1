import type { Note } from '../../core/note.ts';
import type { Operation, Outcome } from '../../core/operation.ts';
import type { DropReason, TraceEvent } from '../event.ts';
import type { TimerNames } from '../ndjson.ts';
import { tellListing, tellMessage } from './message.ts';
import { keyName, nodeName, valueName, versionName } from './name.ts';
import { tellSelection, tellTold } from './watch.ts';

const WHY: Readonly<Record<DropReason, string>> = {
  loss: 'lost on the way',
  deaf: 'nobody is up to hear it',
  partition: 'the link is cut',
  corrupt: 'damaged on the way',
  'queue-full': 'the queue of the link is full',
};

export function tellDrop(reason: DropReason): string {
  return WHY[reason];
}

/** One event as one line for people, without its tick. */
export function tellEvent(event: TraceEvent, timers: TimerNames): string {
  switch (event.kind) {
    case 'sent':
      return `${nodeName(event.node)} → ${nodeName(event.to)}  ${tellMessage(event.message)}`;
    case 'received':
      return `${nodeName(event.node)} ← ${nodeName(event.from)}  ${tellMessage(event.message)}`;
    case 'dropped':
      return `${nodeName(event.node)} ✗ ${nodeName(event.to)}  ${tellMessage(event.message)}: ${WHY[event.reason]}`;
    case 'elapsed':
      return `${nodeName(event.node)} timer ${timers.purposeOf(event.timer) ?? 'unknown'}${instance(timers.instanceOf(event.timer))}`;
    case 'appended':
      return `${nodeName(event.node)} disk: entry ${event.index} is durable`;
    case 'noted':
      return `${nodeName(event.node)} notes: ${tellNote(event.note)}`;
    case 'requested': {
      const who = event.client === undefined ? 'the scenario' : `client ${event.client}`;
      return `${who} asks ${nodeName(event.node)}: ${tellOperation(event.operation)} (operation ${event.request})`;
    }
    case 'replied':
      return `${nodeName(event.node)} answers operation ${event.request}: ${tellOutcome(event.outcome)}`;
    case 'keys-requested':
      return `client ${event.client} asks ${nodeName(event.node)}: ${tellListing(event.listing)} (listing ${event.request})`;
    case 'keys-replied': {
      const { node, page, request } = event;
      const told = page.kind === 'ok' ? `${page.keys.length} keys` : page.reason;
      return `${nodeName(node)} answers listing ${request}: ${told}`;
    }
    case 'watch-opened':
      return `client ${event.client} watches ${tellSelection(event.selection)} at ${nodeName(event.node)} (watch ${event.watch})`;
    case 'watch-told':
      return `${nodeName(event.node)} tells watch ${event.watch}: ${tellTold(event.told)}`;
    case 'watch-closed':
      return `watch ${event.watch} at ${nodeName(event.node)} is over`;
    case 'gave-up':
      return `client ${event.client} gives up on operation ${event.request}`;
    case 'surveyed': {
      const { node, members, records } = event;
      return `${nodeName(node)} is surveyed: members ${members.map(nodeName).join(', ')}; ${records.length} records`;
    }
    default:
      return tellFate(event);
  }
}

type Fate = Exclude<
  TraceEvent,
  {
    readonly kind:
      | 'sent'
      | 'keys-requested'
      | 'keys-replied'
      | 'watch-opened'
      | 'watch-told'
      | 'watch-closed'
      | 'received'
      | 'dropped'
      | 'elapsed'
      | 'appended'
      | 'noted'
      | 'requested'
      | 'replied'
      | 'gave-up'
      | 'surveyed';
  }
>;

/** What befalls hosts and links. */
export function tellFate(event: Fate): string {
  switch (event.kind) {
    case 'host-created':
      return `${nodeName(event.node)} is set up`;
    case 'host-started':
      return `${nodeName(event.node)} starts`;
    case 'host-crashed':
      return `${nodeName(event.node)} crashes`;
    case 'host-paused':
      return `${nodeName(event.node)} is paused`;
    case 'host-resumed':
      return `${nodeName(event.node)} goes on`;
    case 'host-slowed':
      return event.byTicks === 0
        ? `${nodeName(event.node)} is slow no more`
        : `${nodeName(event.node)} gets slow: every input waits ${event.byTicks} ticks`;
    case 'clock-changed':
      return `${nodeName(event.node)} clock: ${event.fault}`;
    case 'disk-changed':
      return `${nodeName(event.node)} disk: ${event.fault}`;
    case 'disk-damaged':
      return `${nodeName(event.node)} disk: ${event.torn} entries half written, ${event.rotten} unreadable`;
    case 'fault-installed':
      return `fault ${event.fault} begins: ${event.name}`;
    case 'fault-removed':
      return `fault ${event.fault} ends`;
    case 'healed':
      return 'everything is healed';
    case 'loss-changed': {
      const { numerator, denominator } = event.loss;
      return numerator === 0
        ? 'the lossy window closes'
        : `every link loses ${numerator}/${denominator} of its packets`;
    }
    case 'act-skipped':
      return `not played: ${event.act}, because ${event.reason}`;
  }
}

export function tellOperation(operation: Operation): string {
  const key = keyName(operation.key);
  if (operation.kind === 'cas')
    return `cas ${key}: ${valueName(operation.expected)} to ${valueName(operation.value)}`;
  return operation.kind === 'read' || operation.kind === 'delete'
    ? `${operation.kind} ${key}`
    : `${operation.kind} ${key} = ${valueName(operation.value)}${operation.ttl === undefined ? '' : ` for ${operation.ttl} ticks`}`;
}

export function tellOutcome(outcome: Outcome): string {
  if (outcome.kind !== 'ok') return `${outcome.kind} (${outcome.reason})`;
  return outcome.value === null ? 'ok' : `ok, ${valueName(outcome.value)}`;
}

function tellNote(note: Note): string {
  switch (note.kind) {
    case 'group-started':
      return 'starts the group';
    case 'join-requested':
      return `asks ${nodeName(note.introducer)} to be let in`;
    case 'join-refused':
      return `is refused by ${nodeName(note.introducer)}, which is of the cluster '${note.cluster}'`;
    case 'member-joined':
    case 'member-suspected':
    case 'member-cleared':
    case 'member-removed':
      return `${nodeName(note.member)} is ${note.kind.slice('member-'.length)}`;
    case 'operation-judged':
    case 'operation-decided': {
      const { kind, verb, key, value, success, version, request } = note;
      const named = version === undefined ? '' : ` as ${versionName(version)}`;
      const what = `${verb} ${keyName(key)} = ${valueName(value)}${named}`;
      const by = note.cached === true ? ' by its copy' : '';
      return `${kind.slice('operation-'.length)} ${what}${by}: ${success ? 'success' : 'fail'} (operation ${request})`;
    }
    case 'records-sent':
      return `sent ${note.records} records to ${nodeName(note.target)}`;
    case 'record-dropped':
      return `dropped its surplus copy of ${keyName(note.key)}`;
    case 'epoch-adopted': {
      const { epoch, owners, target } = note;
      const to = target === undefined ? '' : `, soon ${target.map(nodeName).join(' ')}`;
      return `is in epoch ${epoch} of the ring: ${owners.map(nodeName).join(' ')}${to}`;
    }
    case 'owners-given-up':
      return `gives up ${note.owners.map(nodeName).join(' ')}, and what only they knew of ${note.arcs} of ${note.of} ranges`;
    case 'losses-relearned':
      return `holds again what its disk had lost, by what ${note.members} members told`;
    case 'hint-kept':
      return `keeps ${keyName(note.key)} for ${nodeName(note.owner)}`;
    case 'hint-dropped':
      return `keeps ${keyName(note.key)} for ${nodeName(note.owner)} no more: ${note.reason}`;
    case 'hints-sent':
      return `hands ${note.records} records over to ${nodeName(note.target)}`;
    case 'record-expired':
      return `ends ${keyName(note.key)}, which has expired, as ${versionName(note.version)}`;
    case 'tombstone-purged':
    case 'value-refuted':
      return `forgot ${keyName(note.key)} as ${versionName(note.version)}, which is deleted for good`;
    case 'copy-kept':
      return `keeps a copy of ${keyName(note.key)}${note.prefetched ? ', which nobody has asked for yet' : ''}`;
    case 'record-evicted':
      return `is full, and forgets ${keyName(note.key)}`;
    case 'copy-evicted':
      return `lets its copy of ${keyName(note.key)} go, to make room`;
    case 'lease-waited-out':
      return `waited until the lease of ${nodeName(note.holder)} on ${keyName(note.key)} was over`;
    case 'log-shortened':
      return `replaced ${note.from} entries of its log by a snapshot of ${note.to}`;
  }
}

function instance(number: number): string {
  return number === 0 ? '' : ` ${number}`;
}
