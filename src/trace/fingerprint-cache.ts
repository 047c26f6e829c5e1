import type { CacheMessage } from '../core/cache/caching.ts';
import { unreachable } from '../lib/assert.ts';
import { absorb, hashText } from '../lib/mix.ts';
import { ofRecord, ofVersion, withVersion } from './fingerprint-record.ts';

/** What caches and the replicas behind them say to each other. */
export function ofCaching(message: CacheMessage): number {
  switch (message.kind) {
    case 'borrow': {
      const { question, incarnation, key, isRead, known } = message;
      const asked = absorb(absorb(hashText(key, 81), question), incarnation);
      return withVersion(isRead === true ? absorb(asked, 1) : asked, known);
    }
    case 'lent': {
      const { question, incarnation, record, same, shared } = message;
      const answered = absorb(absorb(absorb(82, question), incarnation), ofRecord(record));
      return absorb(answered, (same === true ? 2 : 0) + (shared ? 1 : 0));
    }
    case 'revoke': {
      const told = absorb(hashText(message.key, 83), ofVersion(message.version));
      return message.record === undefined ? told : absorb(told, ofRecord(message.record));
    }
    case 'revoked':
      return absorb(hashText(message.key, 84), ofVersion(message.version));
    case 'hot-keys-wanted':
      return 85;
    case 'hot-keys':
      return message.keys.reduce((h, key) => hashText(key, h), 86);
    default:
      return unreachable(message);
  }
}
