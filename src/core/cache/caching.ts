import { unreachable } from '../../lib/assert.ts';
import type { Journal } from '../durability/journal.ts';
import type { Effects } from '../effect.ts';
import type { NodeId, RequestId } from '../ids.ts';
import type { Message } from '../message.ts';
import type { Note } from '../note.ts';
import type { StoredRecord } from '../record.ts';
import type { Store } from '../replication/store.ts';
import type { RingView } from '../ring/ring-view.ts';
import type { Tick } from '../time.ts';
import { compareVersion } from '../version.ts';
import type { CacheParts } from './cache.ts';
import { Cache } from './cache.ts';
import { Directory } from './directory.ts';

/** What caches and the replicas behind them say to each other. */
export type CacheMessage = Extract<
  Message,
  { readonly kind: 'borrow' | 'lent' | 'revoke' | 'revoked' | 'hot-keys-wanted' | 'hot-keys' }
>;

export interface CachingParts extends CacheParts {
  readonly store: Store;
  readonly journal: Journal;
  /** Those of the step under way. */
  readonly effects: Effects;
  readonly now: () => Tick;
}

/** One node as keeper of copies for its clients, and as a replica whose records others have copies of. */
export class Caching {
  readonly cache: Cache;
  readonly directory: Directory;
  readonly #view: RingView;
  readonly #store: Store;

  constructor(parts: CachingParts) {
    const { settings, incarnation, store, journal, view, effects, now } = parts;
    this.cache = new Cache(parts);
    this.directory = new Directory({
      ...{ settings, incarnation, now: now() },
      speak: (...of) => journal.speak(...of),
    });
    journal.keepsBack = (acknowledgement) => this.directory.keepsBack(acknowledgement);
    store.onTaken = (record) => this.directory.taken(record, now(), effects);
    store.watch((_, __, record) => {
      if (record !== undefined) this.directory.kept(record, now(), effects);
    });
    this.#view = view;
    this.#store = store;
  }

  receive(from: NodeId, message: CacheMessage, now: Tick, effects: Effects): void {
    switch (message.kind) {
      case 'borrow':
        return this.#lend(from, message, now, effects);
      case 'lent':
        return this.cache.lent(from, message, now, effects);
      case 'revoke':
        return this.cache.revoke(from, message, effects);
      case 'revoked':
        return this.directory.revoked(from, message, effects);
      case 'hot-keys-wanted':
        return this.cache.tellHotKeys(from, effects);
      case 'hot-keys':
        return this.cache.heatUp(message.keys, now, effects);
      default:
        return unreachable(message);
    }
  }

  elapsed(request: RequestId, now: Tick, effects: Effects): void {
    this.directory.elapsed(request, now, effects);
    this.cache.expire(request, now, effects);
  }

  #lend(from: NodeId, message: Extract<Message, { kind: 'borrow' }>, now: Tick, effects: Effects): void {
    const { question, incarnation, key, known, isRead } = message;
    const record = this.#store.get(key);
    const isSettled = this.#store.newest(key) === record && this.#view.epoch?.target === undefined;
    const shared = this.directory.lend(from, key, isSettled, now);
    const same = record !== undefined && known !== undefined && compareVersion(record.version, known) === 0;
    const answer: Message = same
      ? { kind: 'lent', question, incarnation, record: undefined, same, shared }
      : { kind: 'lent', question, incarnation, record, shared };
    const notes = isRead === true ? [noteOf(message, record)] : [];
    this.#store.tell({ to: from, message: answer, keys: [key], notes }, effects);
  }
}

/** The replica looked, as for any read. */
function noteOf(
  { question: request, key }: Extract<Message, { kind: 'borrow' }>,
  record: StoredRecord | undefined,
): Note {
  const value = record?.value ?? null;
  return { kind: 'operation-judged', request, verb: 'read', success: value !== null, key, value };
}
