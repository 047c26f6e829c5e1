import type { CacheMessage } from '../../core/cache/caching.ts';
import { keyName, valueName, versionName } from './name.ts';

/** What caches and the replicas behind them say to each other. */
export function tellCaching(message: CacheMessage): string {
  switch (message.kind) {
    case 'borrow': {
      const { key, question, known } = message;
      const unless = known === undefined ? '' : ` unless it is ${versionName(known)}`;
      return `borrow ${keyName(key)}${unless} (${question < 0 ? 'prefetch' : `operation ${question}`})`;
    }
    case 'lent': {
      const { record, same, shared, question } = message;
      const what =
        same === true
          ? 'the same'
          : record === undefined
            ? 'nothing'
            : `${keyName(record.key)} = ${valueName(record.value)} as ${versionName(record.version)}`;
      const till = shared ? ', and will tell of changes' : '';
      return `lent ${what}${till} (${question < 0 ? 'prefetch' : `operation ${question}`})`;
    }
    case 'revoke':
      return `revoke copies of ${keyName(message.key)} older than ${versionName(message.version)}${message.record === undefined ? '' : `: it is ${valueName(message.record.value)}`}`;
    case 'revoked':
      return `revoked copies of ${keyName(message.key)} older than ${versionName(message.version)}`;
    case 'hot-keys-wanted':
      return 'which keys are you asked for?';
    case 'hot-keys':
      return `hot keys: ${message.keys.map(keyName).join(', ')}`;
  }
}
