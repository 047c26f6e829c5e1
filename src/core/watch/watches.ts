import type { Effects } from '../effect.ts';
import type { Key, NodeId, RequestId } from '../ids.ts';
import type { Input } from '../input.ts';
import type { Message } from '../message.ts';
import type { StoredRecord } from '../record.ts';
import type { Store } from '../replication/store.ts';
import type { RingView } from '../ring/ring-view.ts';
import type { Settings } from '../settings.ts';
import type { Tick } from '../time.ts';
import { timer } from '../timer.ts';
import { Followers } from './followers.ts';
import { Watch } from './watch.ts';

type WatchInput = Extract<Input, { readonly kind: 'watched' | 'watch-wanted' | 'unwatched' }>;
type WatchMessage = Extract<Message, { readonly kind: 'follow' | 'followed' | 'peek' | 'peeked' }>;

interface WatchesParts {
  readonly incarnation: number;
  readonly settings: Settings;
  readonly view: RingView;
  readonly store: Store;
}

/** One node as a place where keys are watched, and as a replica whose changes others follow. */
export class Watches {
  readonly #parts: WatchesParts;
  readonly #watches = new Map<RequestId, Watch>();
  readonly #followers: Followers;

  constructor(parts: WatchesParts) {
    this.#parts = parts;
    this.#followers = new Followers(parts);
  }

  take(input: WatchInput, effects: Effects): void {
    const { watch } = input;
    switch (input.kind) {
      case 'watched':
        this.#watches.set(watch, new Watch(input, this.#parts));
        return this.elapsed(watch, effects);
      case 'watch-wanted':
        return this.#watches.get(watch)?.want(input.more, effects);
      case 'unwatched':
        if (this.#watches.delete(watch)) effects.cancelTimer(timer('operation', watch));
    }
  }

  elapsed(watch: RequestId, effects: Effects): void {
    this.#watches.get(watch)?.elapsed(effects);
  }

  /** Another epoch of the ring is in effect. */
  restart(effects: Effects): void {
    for (const watch of this.#watches.values()) watch.restart(effects);
  }

  /** Records have become durable here. */
  changed(now: Tick, effects: Effects): void {
    this.#followers.tell(now, effects);
  }

  /** @param vouches whether this replica knows what it should hold of a key */
  receive(
    from: NodeId,
    message: WatchMessage,
    vouches: (key: Key) => boolean,
    now: Tick,
    effects: Effects,
  ): void {
    switch (message.kind) {
      case 'follow':
        return this.#followers.follow(from, message, now, effects);
      case 'followed':
        return this.#watches.get(message.watch)?.followed(from, message, effects);
      case 'peek':
        return this.#peek(from, message, vouches, effects);
      case 'peeked':
        return this.#watches.get(message.watch)?.peeked(from, message, effects);
    }
  }

  #peek(
    from: NodeId,
    { watch, poll, keys }: Extract<Message, { kind: 'peek' }>,
    vouches: (key: Key) => boolean,
    effects: Effects,
  ): void {
    const records: StoredRecord[] = [];
    const nothing: Key[] = [];
    for (const key of keys.filter(vouches)) {
      const record = this.#parts.store.get(key);
      if (record === undefined) nothing.push(key);
      else records.push(record);
    }
    effects.send(from, { kind: 'peeked', watch, poll, records, nothing });
  }
}
