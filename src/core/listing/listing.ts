import type { Key } from '../ids.ts';
import type { Version } from '../version.ts';

/** Which keys a client wants named: those that begin with `prefix`, behind `after`, in code-unit order. */
export interface Listing {
  readonly prefix: string;
  /** The cursor: `next` of the page before; none for the first page. */
  readonly after: Key | undefined;
  /** So many keys are looked at, deleted ones among them: a page may be shorter, and not be the last. At least 1. */
  readonly limit: number;
}

/**
 * One page: all keys of its range that a quorum of their replicas knows of, without deleted ones. `next` is where the next
 * page begins; none behind the last. While nothing changes, the same question has the same page.
 */
export type KeyPage =
  | { readonly kind: 'ok'; readonly keys: readonly Key[]; readonly next: Key | undefined }
  /** Some range of the ring lacks its quorum, so keys might be missing. */
  | { readonly kind: 'failed'; readonly reason: 'unavailable' };

/** A key as one replica holds it. */
export interface ListedKey {
  readonly key: Key;
  readonly version: Version;
  /** False for a tombstone. */
  readonly live: boolean;
}
