import type { Message } from '../core/message.ts';
import type { Position, Selection, WatchEvent } from '../core/watch/watch-event.ts';
import { unreachable } from '../lib/assert.ts';
import { absorb, hashText } from '../lib/mix.ts';
import { ofEntries, ofRecord, ofVersion } from './fingerprint-record.ts';

type WatchMessage = Extract<Message, { readonly kind: 'follow' | 'followed' | 'peek' | 'peeked' }>;

/** What a watch and the members say to each other. */
export function ofWatch(message: WatchMessage): number {
  switch (message.kind) {
    case 'follow': {
      const { watch, selection, incarnation, after, limit } = message;
      return [watch, incarnation, after, limit].reduce(absorb, fingerprintSelection(selection, 71));
    }
    case 'followed': {
      const { watch, incarnation, after, upTo, changed } = message;
      return ofEntries([watch, incarnation, after, upTo].reduce(absorb, 72), changed);
    }
    case 'peek':
      return message.keys.reduce(
        (h, key) => hashText(key, h),
        absorb(absorb(73, message.watch), message.poll),
      );
    case 'peeked': {
      const { watch, poll, records, nothing } = message;
      const held = records.reduce(
        (h, record) => absorb(h, ofRecord(record)),
        absorb(absorb(74, watch), poll),
      );
      return nothing.reduce((h, key) => hashText(key, h), held);
    }
    default:
      return unreachable(message);
  }
}

export function fingerprintSelection({ prefix, exactly }: Selection, word: number): number {
  return absorb(hashText(prefix, word), exactly === true ? 1 : 0);
}

export function fingerprintPosition(position: Position, word: number): number {
  return position.reduce(
    (h, { member, incarnation, upTo }) => absorb(absorb(absorb(h, member), incarnation), upTo),
    word,
  );
}

export function fingerprintWatchEvent(event: WatchEvent): number {
  if (event.kind === 'reached') return fingerprintPosition(event.position, 2);
  const { key, value, version } = event;
  return absorb(hashText(key, hashText(value ?? '', value === null ? 1 : 0)), ofVersion(version));
}
