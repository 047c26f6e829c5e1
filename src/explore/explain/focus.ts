import type { TraceWitness } from '../../check/trace/witness.ts';
import { lettersOf } from '../../core/bundle.ts';
import type { Key, NodeId, RequestId } from '../../core/ids.ts';
import { isMembershipMessage } from '../../core/membership/membership-message.ts';
import type { Letter } from '../../core/message.ts';
import type { Note } from '../../core/note.ts';
import { isOwnershipMessage } from '../../core/ownership/ownership-message.ts';
import type { TraceEvent } from '../../trace/event.ts';

/** What a witness speaks of, and so what its story is about. */
export interface Focus {
  readonly keys: ReadonlySet<Key>;
  readonly nodes: ReadonlySet<NodeId>;
  readonly requests: ReadonlySet<RequestId>;
  /** Whether the witness is about who is a member; gossip is mere routine where it is not. */
  readonly membership: boolean;
  /** Whether it is about what nodes hold when all is over; what moves copies is mere routine where it is not. */
  readonly copies: boolean;
}

export function focusOf({ events, kind }: Pick<TraceWitness, 'events' | 'kind'>): Focus {
  const keys = new Set<Key>();
  const nodes = new Set<NodeId>();
  const requests = new Set<RequestId>();
  let membership = events.length > 0;
  for (const event of events) {
    if ('node' in event) nodes.add(event.node);
    if ('request' in event) requests.add(event.request);
    if (event.kind === 'requested') keys.add(event.operation.key);
    if (event.kind === 'surveyed') for (const { key } of event.records) keys.add(key);
    if (event.kind === 'noted') {
      const { note } = event;
      if ('key' in note) keys.add(note.key);
      if ('request' in note) requests.add(note.request);
      if ('member' in note) nodes.add(note.member);
    }
    if (!isOfMembers(event)) membership = false;
  }
  const copies = keys.size > 0 && (kind === 'lost' || events.some((event) => event.kind === 'surveyed'));
  return { keys, nodes, requests, membership, copies };
}

function isOfMembers(event: TraceEvent): boolean {
  switch (event.kind) {
    case 'host-started':
    case 'host-crashed':
      return true;
    case 'surveyed':
      return event.records.length === 0;
    case 'noted':
      return isMemberNote(event.note);
    default:
      return false;
  }
}

export function isMemberNote(note: Note): note is Extract<Note, { readonly member: NodeId }> {
  return 'member' in note;
}

/** Whether an event is about what the focus holds. What befalls a node in the focus always is. */
export function isAbout(event: TraceEvent, focus: Focus): boolean {
  switch (event.kind) {
    case 'requested':
    case 'replied':
    case 'gave-up':
    case 'keys-requested':
    case 'keys-replied':
      return focus.requests.has(event.request);
    case 'watch-told':
      return event.told.kind === 'changed' && focus.keys.has(event.told.key);
    case 'noted':
      return isNoteAbout(event.note, event.node, focus);
    case 'sent':
    case 'received':
    case 'dropped':
      return isMessageAbout(event, focus);
    case 'surveyed':
      return (
        focus.copies || focus.nodes.has(event.node) || event.records.some(({ key }) => focus.keys.has(key))
      );
    case 'elapsed':
    case 'appended':
    case 'host-created':
      return false;
    case 'fault-installed':
    case 'fault-removed':
    case 'healed':
    case 'loss-changed':
    case 'act-skipped':
      return true;
    case 'host-started':
      // A host that lost its disk starts as a node that nobody has heard of.
      return focus.copies || focus.nodes.has(event.node);
    default:
      return focus.nodes.has(event.node);
  }
}

function isNoteAbout(note: Note, node: NodeId, focus: Focus): boolean {
  if ('request' in note) return focus.requests.has(note.request);
  if ('member' in note) return focus.nodes.has(note.member) && (focus.nodes.has(node) || focus.membership);
  return 'key' in note && focus.keys.has(note.key);
}

type PacketEvent = Extract<TraceEvent, { readonly kind: 'sent' | 'received' | 'dropped' }>;

function isMessageAbout(event: PacketEvent, focus: Focus): boolean {
  return lettersOf(event.message).some((letter) => isLetterAbout(letter, event.node, focus));
}

function isLetterAbout(message: Letter, node: NodeId, focus: Focus): boolean {
  if (isMembershipMessage(message) || isOwnershipMessage(message))
    return focus.membership && focus.nodes.has(node);
  switch (message.kind) {
    case 'replicate':
    case 'replicated':
    case 'fetch':
    case 'fetched':
    case 'scan':
    case 'scanned':
      return focus.requests.has(message.request);
    case 'store':
      if (message.request !== undefined && focus.requests.has(message.request)) return true;
      return focus.copies && message.records.some(({ key }) => focus.keys.has(key));
    case 'stored':
    case 'hinted':
      return focus.requests.has(message.request);
    case 'hint':
      return focus.copies && focus.keys.has(message.record.key);
    case 'borrow':
    case 'lent':
      return focus.requests.has(message.question);
    case 'revoke':
    case 'revoked':
      return focus.copies && focus.keys.has(message.key);
    case 'prepare':
    case 'promised':
    case 'accept':
    case 'accepted':
      return message.request !== undefined && focus.requests.has(message.request);
    case 'recalled':
    case 'offer':
      return focus.copies && message.entries.some(({ key }) => focus.keys.has(key));
    case 'offered':
      return focus.copies && message.wanted.some(({ key }) => focus.keys.has(key));
    case 'compared':
      return (
        focus.copies && message.slices.some(({ entries }) => entries.some(({ key }) => focus.keys.has(key)))
      );
    default:
      return false;
  }
}
