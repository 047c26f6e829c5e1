import type { CacheMessage } from '../core/cache/caching.ts';
import type { Message } from '../core/message.ts';
import { plainRecord } from './plain-record.ts';
import { plainIfAny, plainVersion } from './plain-version.ts';

const KINDS: ReadonlySet<Message['kind']> = new Set<CacheMessage['kind']>([
  ...(['borrow', 'lent', 'revoke', 'revoked', 'hot-keys-wanted', 'hot-keys'] as const),
]);

export function isOfCaches(message: Message): message is CacheMessage {
  return KINDS.has(message.kind);
}

/** What caches and the replicas behind them say to each other. */
export function plainCaching(message: CacheMessage): object {
  const { kind } = message;
  switch (message.kind) {
    case 'borrow': {
      const { question, incarnation, key, isRead, known } = message;
      return { kind, question, incarnation, key, isRead, known: plainIfAny(known) };
    }
    case 'lent': {
      const { question, incarnation, record, same, shared } = message;
      return { kind, question, incarnation, record: plainRecord(record), same, shared };
    }
    case 'revoke': {
      const { key, version, record } = message;
      return { kind, key, version: plainVersion(version), record: record && plainRecord(record) };
    }
    case 'revoked':
      return { kind, key: message.key, version: plainVersion(message.version) };
    case 'hot-keys-wanted':
      return { kind };
    case 'hot-keys':
      return { kind, keys: message.keys };
  }
}
