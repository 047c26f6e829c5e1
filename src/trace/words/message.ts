import type { Listing } from '../../core/listing/listing.ts';
import type { Message, Offered } from '../../core/message.ts';
import type { StoredRecord } from '../../core/record.ts';
import { keyName, nodeName, valueName, versionName } from './name.ts';

/** A message in a few words: what it is and what it carries. */
export function tellMessage(message: Message): string {
  switch (message.kind) {
    case 'join':
      return `join (incarnation ${message.incarnation}, beat ${message.beat})`;
    case 'joined':
    case 'gossip':
      return `${message.kind} about ${message.members.roll.ids.length} members`;
    case 'replicate':
      return `${message.verb} ${tellRecord(message.record)} (operation ${message.request})`;
    case 'replicated':
      return `${message.judgement} (operation ${message.request})`;
    case 'fetch':
      return `fetch ${keyName(message.key)} (operation ${message.request})`;
    case 'fetched':
      return `fetched ${message.record === undefined ? 'nothing' : tellRecord(message.record)} (operation ${message.request})`;
    case 'store':
      return `store ${few(message.records.map(tellRecord))} (${message.request === undefined ? 'stabilization' : `write-back ${message.request}`})`;
    case 'stored':
      return `${message.promised === undefined ? 'stored' : 'not stored, a higher ballot is promised'} (write-back ${message.request})`;
    case 'prepare':
      return `prepare ${keyName(message.key)} under ${versionName(message.ballot)}`;
    case 'promised':
      return message.higher === undefined
        ? `promised ${versionName(message.ballot)}, holds ${message.record === undefined ? 'nothing' : tellRecord(message.record)}`
        : `no promise of ${versionName(message.ballot)}: ${versionName(message.higher)} is higher`;
    case 'accept':
      return `accept ${tellRecord(message.record)}${message.request === undefined ? '' : ` (operation ${message.request})`}`;
    case 'accepted':
      return message.higher === undefined
        ? `accepted ${versionName(message.ballot)}`
        : `not accepted ${versionName(message.ballot)}: ${versionName(message.higher)} is higher`;
    case 'offer':
      return `offer ${few(message.entries.map(tellOffered))}`;
    case 'hint':
      return `hint for ${nodeName(message.owner)}: ${tellRecord(message.record)}`;
    case 'hinted':
      return `hinted for ${nodeName(message.owner)} (operation ${message.request})`;
    case 'recall':
      return `recall: what should I hold${message.after === undefined ? '' : ` after ${keyName(message.after)}`}`;
    case 'recalled':
      return `recalled ${few(message.entries.map(tellOffered))}${message.upTo === undefined ? '' : ', and there is more'}`;
    case 'scan':
      return `scan for ${tellListing(message.listing)} (listing ${message.request})`;
    case 'scanned':
      return `scanned: ${few(message.keys.map(({ key, live }) => `${keyName(key)}${live ? '' : ' deleted'}`))}${message.done ? ', no more' : ''} (listing ${message.request})`;
    case 'bundle':
      return `${message.letters.length} messages: ${few(message.letters.map(tellMessage))}`;
    case 'offered':
      return `offered: holds ${few(message.held.map(tellOffered))}, wants ${few(message.wanted.map(tellOffered))}`;
    case 'compare':
      return `compare ${message.nodes.length} hashes (round ${message.round})`;
    case 'compared':
      return tellCompared(message);
  }
}

export function tellListing({ prefix, after, limit }: Listing): string {
  const behind = after === undefined ? '' : ` behind ${keyName(after)}`;
  return `${limit} keys that begin with '${keyName(prefix)}'${behind}`;
}

export function tellRecord({ key, value, version }: StoredRecord): string {
  return `${keyName(key)} = ${valueName(value)} as ${versionName(version)}`;
}

function tellOffered({ key, version }: Offered): string {
  return `${keyName(key)} as ${versionName(version)}`;
}

function tellCompared({ round, nodes, slices }: Extract<Message, { kind: 'compared' }>): string {
  if (nodes.length + slices.length === 0) return `compared: all the same (round ${round})`;
  const held = few(slices.flatMap(({ entries }) => entries.map(tellOffered)));
  return slices.length === 0
    ? `compared: ${nodes.length} hashes below what differs (round ${round})`
    : `compared: ${slices.length} slices differ, holds ${held} (round ${round})`;
}

const FEW = 3;

function few(texts: readonly string[]): string {
  if (texts.length === 0) return 'nothing';
  const more = texts.length > FEW ? ` and ${texts.length - FEW} more` : '';
  return texts.slice(0, FEW).join(', ') + more;
}
