import type { Key } from './ids.ts';
import type { Ticks } from './time.ts';

/** What a client asks of a coordinator. A value with a `ttl` is deleted some time after so many ticks; nobody promises when. */
export type Operation = Deed & {
  /**
   * Of a write: what another node keeps for a replica that is away counts as that replica's word. A sloppy write is
   * acknowledged where others are not, and promises nothing: no read need find it before it was handed over.
   */
  readonly sloppy?: boolean;
};

type Deed =
  | { readonly kind: 'create'; readonly key: Key; readonly value: string; readonly ttl?: Ticks }
  | { readonly kind: 'read'; readonly key: Key }
  | { readonly kind: 'update'; readonly key: Key; readonly value: string; readonly ttl?: Ticks }
  /** Create or update, whatever is there. */
  | { readonly kind: 'put'; readonly key: Key; readonly value: string; readonly ttl?: Ticks }
  | { readonly kind: 'delete'; readonly key: Key };

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
  | { readonly kind: 'failed'; readonly reason: 'not-found' | 'exists' | 'unavailable' }
  | { readonly kind: 'unknown'; readonly reason: 'timeout' | 'partial-write' };
