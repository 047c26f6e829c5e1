import type { Effects } from '../effect.ts';
import type { NodeId } from '../ids.ts';
import type { Message } from '../message.ts';
import type { Store } from '../replication/store.ts';
import type { Settings } from '../settings.ts';
import type { Tick } from '../time.ts';
import { ChangeLog } from './change-log.ts';
import { isSelected } from './watch-event.ts';

type Follow = Extract<Message, { readonly kind: 'follow' }>;

interface Follower {
  readonly from: NodeId;
  readonly question: Follow;
  /** So far nothing was found for it. */
  seen: number;
  readonly until: Tick;
}

/** A follower that asks no more is forgotten after so many intervals in which it should have. */
const PATIENCE = 3;

/**
 * One replica as a source of watches: names what changed behind a place in its log of changes, at once or as soon as there
 * is something. It answers a question once, so whoever is slow to ask again holds up nothing here and costs nothing.
 */
export class Followers {
  readonly #incarnation: number;
  readonly #settings: Settings;
  readonly #store: Store;
  readonly #waiting = new Map<string, Follower>();
  /** From the first question on. */
  #changes: ChangeLog | undefined;

  constructor(of: {
    readonly incarnation: number;
    readonly settings: Settings;
    readonly store: Store;
  }) {
    this.#incarnation = of.incarnation;
    this.#settings = of.settings;
    this.#store = of.store;
  }

  follow(from: NodeId, message: Follow, now: Tick, effects: Effects): void {
    // A place in the log of another life means nothing here.
    const after = message.incarnation === this.#incarnation ? message.after : 0;
    const question: Follow = { ...message, after };
    const until = (now + PATIENCE * this.#settings.watchIntervalTicks) as Tick;
    const follower: Follower = { from, question, seen: after, until };
    const isKnown = message.incarnation === this.#incarnation;
    this.#waiting.delete(nameOf(from, message));
    if (!this.#answer(follower, !isKnown || after < this.#log.last, effects))
      this.#waiting.set(nameOf(from, message), follower);
  }

  /** Whoever waits hears what has become durable. */
  tell(now: Tick, effects: Effects): void {
    for (const [name, follower] of [...this.#waiting])
      if (follower.until < now || this.#answer(follower, false, effects)) this.#waiting.delete(name);
  }

  /** @param always whether it is an answer that nothing was found */
  #answer(follower: Follower, always: boolean, effects: Effects): boolean {
    const { from, question } = follower;
    const { watch, after, selection, limit } = question;
    const found = this.#log.since(follower.seen, (key) => isSelected(key, selection), limit);
    follower.seen = found.upTo;
    if (found.keys.length === 0 && !always) return false;
    const changed = found.keys.flatMap((key) => {
      const record = this.#store.get(key);
      return record === undefined ? [] : [{ key, version: record.version }];
    });
    const place = { incarnation: this.#incarnation, after, upTo: found.upTo };
    effects.send(from, { kind: 'followed', watch, ...place, changed });
    return true;
  }

  get #log(): ChangeLog {
    if (this.#changes !== undefined) return this.#changes;
    const changes = new ChangeLog(this.#store.keys());
    this.#store.watch((key, _, after) => {
      if (after === undefined) changes.remove(key);
      else changes.add(key);
    });
    this.#changes = changes;
    return changes;
  }
}

function nameOf(from: NodeId, { watch }: Follow): string {
  return `${from} ${watch}`;
}
