import type { Message } from '../core/message.ts';
import type { Selection, WatchEvent } from '../core/watch/watch-event.ts';
import type { RareEvent } from './event.ts';
import { plainOffered, plainStored } from './plain-record.ts';
import { plainVersion } from './plain-version.ts';

type WatchMessage = Extract<Message, { readonly kind: 'follow' | 'followed' | 'peek' | 'peeked' }>;

/** What a watch and the members say to each other. */
export function plainWatch(message: WatchMessage): object {
  const { kind, watch } = message;
  switch (message.kind) {
    case 'follow': {
      const { selection, incarnation, after, limit } = message;
      return { kind, watch, selection: plainSelection(selection), incarnation, after, limit };
    }
    case 'followed': {
      const { incarnation, after, upTo, changed } = message;
      return { kind, watch, incarnation, after, upTo, changed: changed.map(plainOffered) };
    }
    case 'peek':
      return { kind, watch, poll: message.poll, keys: message.keys };
    case 'peeked': {
      const { poll, records, nothing } = message;
      return { kind, watch, poll, records: records.map(plainStored), nothing };
    }
  }
}

/** What clients see of a watch. */
export function plainWatching(
  event: Extract<RareEvent, { readonly kind: 'watch-opened' | 'watch-told' | 'watch-closed' }>,
): object {
  const { kind, tick, node, watch } = event;
  switch (event.kind) {
    case 'watch-opened': {
      const { client, selection, after } = event;
      return { kind, tick, node, client, watch, selection: plainSelection(selection), after };
    }
    case 'watch-told':
      return { kind, tick, node, watch, told: plainTold(event.told) };
    case 'watch-closed':
      return { kind, tick, node, watch };
  }
}

function plainSelection({ prefix, exactly }: Selection): object {
  return { prefix, exactly };
}

function plainTold(event: WatchEvent): object {
  const { kind } = event;
  if (event.kind === 'reached') return { kind, position: event.position };
  return { kind, key: event.key, value: event.value, version: plainVersion(event.version) };
}
