import type { Key } from './ids.ts';
import type { Ticks } from './time.ts';

/**
 * What a client is promised of one operation; the weakest first. What each costs and promises is told in the page of
 * `replication/`.
 */
export type Level = 'one' | 'quorum' | 'linearizable' | 'cas';

/** What a client asks of a coordinator. */
export type Operation = Deed & {
  /** The setting of the node that is asked, where the operation names none. */
  readonly level?: Level;
  /** The client's own name of this operation: repeated under it, a write through the register happens once. */
  readonly token?: Token;
  /**
   * Of a write: what another node keeps for a replica that is away counts as that replica's word. A sloppy write is
   * acknowledged where others are not, and promises nothing: no read need find it before it was handed over.
   */
  readonly sloppy?: boolean;
};

export interface Token {
  /** Unique among all operations on the key. */
  readonly id: string;
  /** The client may have asked for it before. */
  readonly repeated: boolean;
}

/** A value with a `ttl` is deleted some time after so many ticks; nobody promises when. */
type Deed =
  | { readonly kind: 'create'; readonly key: Key; readonly value: string; readonly ttl?: Ticks }
  | { readonly kind: 'read'; readonly key: Key }
  | { readonly kind: 'update'; readonly key: Key; readonly value: string; readonly ttl?: Ticks }
  /** Create or update, whatever is there. */
  | { readonly kind: 'put'; readonly key: Key; readonly value: string; readonly ttl?: Ticks }
  | { readonly kind: 'delete'; readonly key: Key }
  /** Writes `value` if the key holds `expected`; null is nothing, on both sides. Always through the register. */
  | {
      readonly kind: 'cas';
      readonly key: Key;
      readonly expected: string | null;
      readonly value: string | null;
    };

export type Verb = Operation['kind'];

/** The value that an operation writes; null for a deletion, and for a read, which writes nothing. */
export function writtenValue(operation: Operation): string | null {
  return operation.kind === 'read' || operation.kind === 'delete' ? null : operation.value;
}

/**
 * What a client may conclude.
 *
 * `failed` is definite: the operation did not happen and never will. `unknown` is indefinite: it may have
 * happened, or may happen yet. In doubt the answer is `unknown`; a wrong `failed` makes every checker lie.
 */
export type Outcome =
  | { readonly kind: 'ok'; readonly value: string | null }
  | { readonly kind: 'failed'; readonly reason: 'not-found' | 'exists' | 'mismatch' | 'unavailable' }
  | { readonly kind: 'unknown'; readonly reason: 'timeout' | 'partial-write' };
