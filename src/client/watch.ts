import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Opened } from './connections.ts';
import { unreachable } from './errors.ts';
import { pause } from './pause.ts';

/** Every key that begins with `prefix`, or one alone. */
export type Watched = { readonly key: string } | { readonly prefix: string };

/** What a key holds by now; versions in between may have been skipped, and the same one may be told twice. */
export interface Change {
  readonly key: string;
  /** Undefined where the key was deleted. */
  readonly value: unknown;
  readonly isDeleted: boolean;
  /** Names the value, for conditions. */
  readonly etag: string | undefined;
  /** Where another watch may begin that is to be told what follows, and perhaps this again. */
  readonly position: string | undefined;
}

/** A node refuses to tell what changes; `status` 410: deletions since that position may be forgotten. */
export class WatchRefusedError extends Error {
  override readonly name = 'WatchRefusedError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** @param of.patienceMs how long nobody may be there */
export async function* watchOn(of: {
  readonly watched: Watched;
  readonly after: string | undefined;
  readonly patienceMs: number;
  readonly addresses: () => readonly string[];
  readonly open: (address: string, path: string) => Promise<Opened>;
}): AsyncGenerator<Change> {
  let position = of.after;
  let failingSince: number | undefined;
  for (let nth = 0; ; nth += 1) {
    const addresses = of.addresses();
    const query = new URLSearchParams({
      ...of.watched,
      ...(position === undefined ? {} : { after: position }),
    });
    const opened = await of.open(addresses[nth % addresses.length] ?? '', `/watch?${query}`);
    if (opened.kind === 'opened' && opened.status === 200) {
      failingSince = undefined;
      const stream = new WatchStream(opened.body, position);
      try {
        yield* stream.changes();
      } catch (error) {
        if (!(error instanceof Error && 'code' in error)) throw error;
      }
      position = stream.position;
    } else if (opened.kind === 'opened') {
      const { detail = '' } = JSON.parse(await text(opened.body)) as { readonly detail?: string };
      if (opened.status !== 503) throw new WatchRefusedError(opened.status, detail);
    }
    failingSince ??= performance.now();
    if (performance.now() - failingSince > of.patienceMs) throw unreachable(addresses, opened);
    await pause(nth);
  }
}

/** What a node tells in one stream, until it ends. */
class WatchStream {
  readonly #body: Readable;
  /** How far everything has been told. */
  position: string | undefined;

  constructor(body: Readable, position: string | undefined) {
    this.#body = body;
    this.position = position;
  }

  /** Read no faster than they are taken. */
  async *changes(): AsyncGenerator<Change> {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const part of this.#body) {
      rest += decoder.decode(part as Buffer, { stream: true });
      const events = rest.split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        const fields = new Map(event.split('\n').map((line) => pairOf(line)));
        this.position = fields.get('id') ?? this.position;
        if (fields.get('event') === 'changed') yield this.#changeOf(fields.get('data') ?? '');
      }
    }
  }

  #changeOf(data: string): Change {
    const { key, value, deleted, etag } = JSON.parse(data) as {
      readonly key: string;
      readonly value?: unknown;
      readonly deleted?: true;
      readonly etag?: string;
    };
    return { key, value, isDeleted: deleted === true, etag, position: this.position };
  }
}

function pairOf(line: string): readonly [name: string, value: string] {
  const colon = line.indexOf(': ');
  return [line.slice(0, Math.max(0, colon)), line.slice(colon + 2)];
}
