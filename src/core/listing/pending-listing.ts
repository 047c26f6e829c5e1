import { compareText } from '../../lib/order.ts';
import type { Key, NodeId } from '../ids.ts';
import type { Ring } from '../ring/ring.ts';
import type { Settings } from '../settings.ts';
import { compareVersion } from '../version.ts';
import type { KeyPage, ListedKey, Listing } from './listing.ts';
import type { Scan } from './scan.ts';

/**
 * One listing at its coordinator: answers until every arc of the ring is covered by a quorum of its replicas. A key counts
 * only as a replica of it tells it, and the newest version says whether it lives: each key is listed as a quorum
 * read would find it. Holds at most `limit` keys of each member.
 */
export class PendingListing {
  readonly listing: Listing;
  readonly #ring: Ring;
  readonly #settings: Pick<Settings, 'replicas' | 'quorum'>;
  readonly #answered = new Set<NodeId>();
  readonly #waiting: Set<NodeId>;
  readonly #newest = new Map<Key, ListedKey>();
  /** Up to this key everybody who answered has told all; none where they have no more. */
  #horizon: Key | undefined;
  /** All arcs before this one are covered. */
  #arc = 0;

  constructor(
    listing: Listing,
    ring: Ring,
    settings: Pick<Settings, 'replicas' | 'quorum'>,
    asked: Iterable<NodeId>,
  ) {
    this.listing = listing;
    this.#ring = ring;
    this.#settings = settings;
    this.#waiting = new Set(asked);
  }

  take(from: NodeId, { keys, done }: Scan): void {
    if (!this.#waiting.delete(from)) return;
    this.#answered.add(from);
    for (const told of keys) this.#learn(from, told);
    const last = keys.at(-1)?.key;
    if (!done && last !== undefined && (this.#horizon === undefined || compareText(last, this.#horizon) < 0))
      this.#horizon = last;
  }

  /** Nobody waits for a member that is gone. */
  lose(member: NodeId): void {
    this.#waiting.delete(member);
  }

  /** The page as soon as it is known; a failure when it never will be. */
  page(): KeyPage | undefined {
    if (this.#isCovered()) return this.#cut();
    return this.#waiting.size === 0 ? { kind: 'failed', reason: 'unavailable' } : undefined;
  }

  #learn(from: NodeId, told: ListedKey): void {
    const known = this.#newest.get(told.key);
    if (known !== undefined && compareVersion(known.version, told.version) >= 0) return;
    if (this.#ring.preferenceList(told.key, this.#settings.replicas).includes(from))
      this.#newest.set(told.key, told);
  }

  /** Goes on where it stopped: what is covered stays covered. */
  #isCovered(): boolean {
    const { replicas, quorum } = this.#settings;
    for (; this.#arc < this.#ring.arcs; this.#arc += 1) {
      const answered = this.#ring.listOf(this.#arc, replicas).filter((node) => this.#answered.has(node));
      if (answered.length < quorum) return false;
    }
    return true;
  }

  /** The first keys, deleted ones counted: where a page ends does not depend on who was quick to answer. */
  #cut(): KeyPage {
    const horizon = this.#horizon;
    const known = [...this.#newest.values()]
      .filter(({ key }) => horizon === undefined || compareText(key, horizon) <= 0)
      .sort((a, b) => compareText(a.key, b.key));
    const page = known.slice(0, this.listing.limit);
    const isLast = horizon === undefined && page.length === known.length;
    const keys = page.filter(({ live }) => live).map(({ key }) => key);
    return { kind: 'ok', keys, next: isLast ? undefined : (page.at(-1)?.key ?? horizon) };
  }
}
