import type { RareEvent } from '../../trace/event.ts';
import { tellListing } from '../../trace/words/message.ts';
import { tellSelection, tellTold } from '../../trace/words/watch.ts';
import type { Paint } from './paint.ts';
import { count, list, ranges } from './words.ts';

type Operation = Extract<RareEvent, { kind: 'requested' }>['operation'];
type Outcome = Extract<RareEvent, { kind: 'replied' }>['outcome'];
type Version = Extract<RareEvent, { kind: 'surveyed' }>['records'][number]['version'];
type Note = Extract<RareEvent, { kind: 'noted' }>['note'];

/** One event of a run in a line. @param about a sentence that names the keys of interest */
export function tellEvent(event: RareEvent, about: string, paint: Paint): string {
  const stamp = paint.faint(`tick ${`${event.tick}`.padEnd(5)}`);
  return `${stamp} ${wordsOf(event, about)}`;
}

function wordsOf(event: RareEvent, about: string): string {
  switch (event.kind) {
    case 'requested': {
      const who = event.client === undefined ? 'the scenario' : `client ${event.client}`;
      return `${who} asks node ${event.node}: ${operationWords(event.operation)} (request ${event.request})`;
    }
    case 'replied':
      return `node ${event.node} answers request ${event.request}: ${outcomeWords(event.outcome)}`;
    case 'keys-requested':
      return `client ${event.client} asks node ${event.node}: ${tellListing(event.listing)} (listing ${event.request})`;
    case 'keys-replied': {
      const { node, request, page } = event;
      const told =
        page.kind === 'ok' ? `${page.keys.join(' ')}, then ${page.next ?? 'no more'}` : page.reason;
      return `node ${node} answers listing ${request}: ${told}`;
    }
    case 'watch-opened':
      return `client ${event.client} watches ${tellSelection(event.selection)} at node ${event.node} (watch ${event.watch})`;
    case 'watch-told':
      return `node ${event.node} tells watch ${event.watch}: ${tellTold(event.told)}`;
    case 'watch-closed':
      return `watch ${event.watch} at node ${event.node} is over`;
    case 'gave-up':
      return `client ${event.client} waits no longer for request ${event.request}`;
    case 'noted':
      return `node ${event.node}: ${noteWords(event.note)}`;
    case 'surveyed':
      return `node ${event.node} at the end: ${surveyWords(event, about)}`;
    case 'host-created':
    case 'host-started':
    case 'host-crashed':
    case 'host-paused':
    case 'host-resumed':
      return `node ${event.node} ${event.kind.slice('host-'.length)}`;
    case 'host-slowed':
      return `node ${event.node} slowed by ${count(event.byTicks, 'tick')}`;
    case 'clock-changed':
      return `clock of node ${event.node}: ${event.fault}`;
    case 'disk-changed':
      return `disk of node ${event.node}: ${event.fault}`;
    case 'disk-damaged':
      return `disk of node ${event.node}: ${event.torn} torn, ${event.rotten} rotten`;
    case 'fault-installed':
      return `fault ${event.fault} begins: ${event.name}`;
    case 'fault-removed':
      return `fault ${event.fault} ends`;
    case 'healed':
      return 'all faults end';
    case 'loss-changed':
      return `loss is ${event.loss.numerator}/${event.loss.denominator}`;
    case 'act-skipped':
      return `skipped: ${event.act}, because ${event.reason}`;
  }
}

function surveyWords({ records, members }: Extract<RareEvent, { kind: 'surveyed' }>, about: string): string {
  const words = new Set(about.split(/[^\w-]+/));
  const held = records
    .filter(({ key }) => words.has(key))
    .map(({ key, value, version }) => `${key} = ${value ?? 'deleted'} (${versionWords(version)})`);
  const holds = held.length > 0 ? list(held) : count(records.length, 'key');
  return `holds ${holds}, sees nodes ${ranges(members)}`;
}

function versionWords({ counter, writer, incarnation, expired }: Version): string {
  return `${counter}@n${writer}.${incarnation}${expired === true ? '+' : ''}`;
}

function operationWords(operation: Operation): string {
  const written = 'value' in operation ? ` = ${operation.value}` : '';
  return `${operation.kind} ${operation.key}${written}`;
}

function outcomeWords(outcome: Outcome): string {
  if (outcome.kind === 'ok') return outcome.value === null ? 'ok' : `ok, ${outcome.value}`;
  return `${outcome.kind}, ${outcome.reason}`;
}

function noteWords(note: Note): string {
  switch (note.kind) {
    case 'group-started':
      return 'starts the group';
    case 'join-requested':
      return `asks node ${note.introducer} to join`;
    case 'join-refused':
      return `is refused by node ${note.introducer}, which is of the cluster '${note.cluster}'`;
    case 'member-joined':
    case 'member-suspected':
    case 'member-cleared':
    case 'member-removed':
      return `${note.kind.slice('member-'.length)} node ${note.member}`;
    case 'operation-judged':
    case 'operation-decided': {
      const { verb, key, value, success, version, replicas } = note;
      const what = `${verb} ${key}${value === null ? '' : ` = ${value}`}`;
      const as = version === undefined ? '' : ` as ${versionWords(version)}`;
      const who = replicas === undefined ? '' : `, replicas ${list(replicas.map(String))}`;
      const done = note.kind === 'operation-judged' ? 'judges' : 'decides';
      return `${done} request ${note.request}, ${what}${as}: ${success ? 'success' : 'failure'}${who}`;
    }
    case 'records-sent':
      return `sends ${count(note.records, 'record')} to node ${note.target}`;
    case 'record-dropped':
      return `drops its copy of ${note.key}`;
    case 'epoch-adopted': {
      const { epoch, owners, target } = note;
      const to = target === undefined ? '' : `, soon ${list(target.map(String))}`;
      return `is in epoch ${epoch} of the ring: ${list(owners.map(String))}${to}`;
    }
    case 'owners-given-up': {
      const ranges = `${note.arcs} of ${count(note.of, 'range')}`;
      return `gives up ${list(note.owners.map(String))}, and what only they knew of ${ranges}`;
    }
    case 'losses-relearned':
      return `holds again what its disk had lost, by what ${count(note.members, 'member')} told`;
    case 'hint-kept':
      return `keeps ${note.key} for node ${note.owner}`;
    case 'hint-dropped':
      return `keeps ${note.key} for node ${note.owner} no more: ${note.reason}`;
    case 'hints-sent':
      return `hands ${count(note.records, 'record')} over to node ${note.target}`;
    case 'record-expired':
      return `ends ${note.key}, which has expired, as ${versionWords(note.version)}`;
    case 'tombstone-purged':
    case 'value-refuted':
      return `forgets ${note.key} as ${versionWords(note.version)}, deleted for good`;
    case 'copy-kept':
      return `keeps a copy of ${note.key}${note.prefetched ? ', which nobody has asked for yet' : ''}`;
    case 'record-evicted':
      return `is full, and forgets ${note.key}`;
    case 'copy-evicted':
      return `lets its copy of ${note.key} go, to make room`;
    case 'lease-waited-out':
      return `waited until the lease of node ${note.holder} on ${note.key} was over`;
    case 'log-shortened':
      return `replaces ${count(note.from, 'entry', 'entries')} of its log by a snapshot of ${note.to}`;
  }
}
