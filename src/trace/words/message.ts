import type { CacheMessage } from '../../core/cache/caching.ts';
import type { Listing } from '../../core/listing/listing.ts';
import type { Message, Offered } from '../../core/message.ts';
import type { Epoch } from '../../core/ownership/epoch.ts';
import type { OwnershipMessage } from '../../core/ownership/ownership-message.ts';
import type { Wish } from '../../core/ownership/wish.ts';
import type { StoredRecord } from '../../core/record.ts';
import { plainRecords } from '../member-records.ts';
import { tellCaching } from './cache.ts';
import { keyName, nodeName, valueName, versionName } from './name.ts';
import { tellWatch } from './watch.ts';

/** A message in a few words: what it is and what it carries. */
export function tellMessage(message: Message): string {
  switch (message.kind) {
    case 'join':
      return `join (incarnation ${message.incarnation}, beat ${message.beat})`;
    case 'joined':
    case 'gossip':
      return `${message.kind} about ${message.members.roll.ids.length} members`;
    case 'refused':
      return 'refused: you are of another cluster';
    case 'probe':
    case 'probed':
    case 'not-probed':
      return `${message.kind} ${message.sequence}, and ${tellRecords(message.records)}`;
    case 'probe-for-me':
      return `probe ${nodeName(message.target)} for me, ${message.sequence}, and ${tellRecords(message.records)}`;
    case 'rumours':
    case 'exchange':
    case 'exchanged':
      return `${message.kind}: ${tellRecords(message.records)}`;
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
    case 'promised':
    case 'accept':
    case 'accepted':
      return tellBallot(message);
    case 'offer':
      return `offer ${few(message.entries.map(tellOffered))}${message.promises === undefined ? '' : `, has promised ${few(message.promises.map(tellOffered))}`}`;
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
    case 'follow':
    case 'followed':
    case 'peek':
    case 'peeked':
      return tellWatch(message);
    case 'bundle':
      return `${message.letters.length} messages: ${few(message.letters.map(tellMessage))}`;
    case 'offered':
      return `offered: holds ${few(message.held.map(tellOffered))}, wants ${few(message.wanted.map(tellOffered))}`;
    case 'compare':
      return `compare ${message.nodes.length} hashes (round ${message.round})`;
    case 'compared':
      return tellCompared(message);
    default:
      return tellRing(message);
  }
}

/** What a proposer and the replicas of a key say to each other. */
function tellBallot(
  message: Extract<Message, { kind: 'prepare' | 'promised' | 'accept' | 'accepted' }>,
): string {
  switch (message.kind) {
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
  }
}

/** What nodes say of the ring that they agree on, and then caches. */
function tellRing(message: OwnershipMessage | CacheMessage): string {
  switch (message.kind) {
    case 'epoch':
      return `knows epoch ${message.number}`;
    case 'ring':
      return `ring of ${tellEpoch(message.epoch)}`;
    case 'ring-wanted':
      return 'ring wanted';
    case 'wish':
      return tellWish(message.wish);
    case 'prepare-epoch':
      return `prepare epoch ${message.slot} under ${versionName(message.ballot)}`;
    case 'epoch-promised':
      if (message.higher !== undefined)
        return `no promise for epoch ${message.slot}: ${versionName(message.higher)} is higher`;
      return `promised epoch ${message.slot} to ${versionName(message.ballot)}${message.accepted === undefined ? '' : `, has accepted ${tellEpoch(message.accepted.epoch)}`}`;
    case 'accept-epoch':
      return `accept ${tellEpoch(message.epoch)} under ${versionName(message.ballot)}`;
    case 'epoch-accepted':
      return message.higher === undefined
        ? `accepted epoch ${message.slot}`
        : `not accepted epoch ${message.slot}: ${versionName(message.higher)} is higher`;
    case 'report':
      return `report: is all handed over in epoch ${message.epoch}?`;
    case 'reported':
      return `reported: all is handed over in epoch ${message.epoch}`;
    default:
      return tellCaching(message);
  }
}

function tellWish(wish: Wish): string {
  switch (wish.kind) {
    case 'join':
      return `wish: ${nodeName(wish.node)} joins the ring`;
    case 'leave':
      return `wish: ${nodeName(wish.node)} leaves the ring`;
    case 'cancel':
      return `wish: the change of epoch ${wish.epoch} is undone`;
    case 'halt':
      return `wish: the change of epoch ${wish.epoch} ${wish.halt ? 'stands still' : 'goes on'}`;
  }
}

function tellEpoch({ number, owners, target, paused }: Epoch): string {
  const to = target === undefined ? '' : `, soon ${target.map(({ id }) => nodeName(id)).join(' ')}`;
  const still = paused === true ? ', standing still' : '';
  return `epoch ${number}: ${owners.map(({ id }) => nodeName(id)).join(' ')}${to}${still}`;
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

/** The sender's own record, which all messages begin with, is left out. */
function tellRecords(words: Int32Array): string {
  return few(
    plainRecords(words)
      .slice(1)
      .map(({ member, standing, incarnation, refutation, accuser }) => {
        const by = accuser === 0 ? '' : ` by ${nodeName(accuser)}`;
        return `${nodeName(member)} ${standing}${by} (${incarnation}.${refutation})`;
      }),
  );
}

const FEW = 3;

function few(texts: readonly string[]): string {
  if (texts.length === 0) return 'nothing';
  const more = texts.length > FEW ? ` and ${texts.length - FEW} more` : '';
  return texts.slice(0, FEW).join(', ') + more;
}
