import type { Message } from '../../core/message.ts';
import type { Selection, WatchEvent } from '../../core/watch/watch-event.ts';
import { keyName, valueName, versionName } from './name.ts';

type WatchMessage = Extract<Message, { readonly kind: 'follow' | 'followed' | 'peek' | 'peeked' }>;

/** What a watch and the members say to each other. */
export function tellWatch(message: WatchMessage): string {
  const { watch } = message;
  switch (message.kind) {
    case 'follow':
      return `follow ${tellSelection(message.selection)} behind change ${message.after} (watch ${watch})`;
    case 'followed':
      return `followed: ${tellKeys(message.changed.map(({ key }) => key))} up to change ${message.upTo} (watch ${watch})`;
    case 'peek':
      return `peek at ${tellKeys(message.keys)} (watch ${watch})`;
    case 'peeked': {
      const held = message.records.map(({ key, version }) => `${keyName(key)} as ${versionName(version)}`);
      const nothing = message.nothing.map((key) => `nothing of ${keyName(key)}`);
      return `peeked: ${[...held, ...nothing].join(', ')} (watch ${watch})`;
    }
  }
}

export function tellSelection({ prefix, exactly }: Selection): string {
  return exactly === true ? keyName(prefix) : `keys that begin with '${keyName(prefix)}'`;
}

export function tellTold(event: WatchEvent): string {
  if (event.kind === 'reached') return 'all is told up to here';
  const { key, value, version } = event;
  return `${keyName(key)} = ${valueName(value)}${version === undefined ? '' : ` as ${versionName(version)}`}`;
}

function tellKeys(keys: readonly string[]): string {
  return keys.length === 0 ? 'nothing' : keys.map(keyName).join(', ');
}
