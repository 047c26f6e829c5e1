import type { Key } from '../../core/ids.ts';
import type { Version } from '../../core/version.ts';
import type { Asked, TraceBook } from './book.ts';
import { WritersByVersion } from './writes.ts';

/** Why a record cannot be: nobody asked for it, or only operations that were answered as failed. */
export type Groundless =
  | { readonly kind: 'nobody'; readonly writer: Asked | undefined }
  | { readonly kind: 'failed'; readonly asked: Asked };

/**
 * Who asked for what. A value may come to a key by an operation that was not answered as failed; or it is the end of a value
 * that was to expire. Where the trace tells which operation chose the version, it is held to that one's value.
 */
export class Sources {
  readonly #writers: WritersByVersion;
  readonly #askedFor = new Map<string, Asked[]>();

  constructor(book: TraceBook) {
    this.#writers = new WritersByVersion(book);
    for (const asked of book.asked.values()) {
      const event = asked.requested[0]?.event;
      if (event === undefined || event.operation.kind === 'read') continue;
      const { operation } = event;
      const name = nameOf(operation.key, operation.kind === 'delete' ? null : operation.value);
      const expires = 'ttl' in operation && operation.ttl !== undefined;
      for (const one of expires ? [name, endOf(operation.key)] : [name])
        this.#askedFor.set(one, [...(this.#askedFor.get(one) ?? []), asked]);
    }
  }

  /** @returns nothing where somebody may have written it */
  groundless(key: Key, version: Version, value: string | null): Groundless | undefined {
    // What expired was ended in the name of who wrote it.
    const { expired, ...origin } = version;
    const possible = this.#askedFor.get(expired === true ? endOf(key) : nameOf(key, value)) ?? [];
    const writer = this.#writers.of(key, origin);
    const sources = writer === undefined ? possible : possible.filter((asked) => asked === writer);
    const [first] = sources;
    if (first === undefined) return { kind: 'nobody', writer };
    return sources.every(hasFailed) ? { kind: 'failed', asked: first } : undefined;
  }
}

function hasFailed({ replied }: Asked): boolean {
  return replied[0]?.event.outcome.kind === 'failed';
}

function endOf(key: string): string {
  return `~ ${key}`;
}

function nameOf(key: string, value: string | null): string {
  return value === null ? `- ${key}` : `+ ${key.length} ${key} ${value}`;
}
