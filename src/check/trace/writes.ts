import type { Key } from '../../core/ids.ts';
import type { Version } from '../../core/version.ts';
import type { Asked, Noted, Told, TraceBook } from './book.ts';
import { orderOfVersions, versionText } from './version-text.ts';

/** A write that its coordinator answered with ok, and that was not sloppy: such a one promises nothing. */
export interface AcknowledgedWrite {
  readonly key: Key;
  readonly version: Version;
  /** Null for a deletion. */
  readonly value: string | null;
  readonly deletes: boolean;
  readonly asked: Asked;
  readonly requested: Told;
  readonly decided: Noted<'operation-decided'>;
  readonly replied: Told;
}

/** All of them in order of their answers, and how many there are whose version nobody told. */
export function acknowledgedWrites(book: TraceBook): {
  readonly writes: readonly AcknowledgedWrite[];
  readonly nameless: number;
} {
  const writes: AcknowledgedWrite[] = [];
  let nameless = 0;
  for (const asked of book.asked.values()) {
    const requested = asked.requested[0];
    const replied = asked.replied[0];
    if (requested === undefined || replied?.event.outcome.kind !== 'ok') continue;
    const { operation } = requested.event;
    if (operation.kind === 'read' || operation.sloppy === true) continue;
    const decided = asked.decided.find(({ note }) => note.success && note.version !== undefined);
    if (decided?.note.version === undefined) {
      nameless += 1;
      continue;
    }
    const { version, value } = decided.note;
    const deletes = value === null;
    writes.push({ key: operation.key, version, value, deletes, asked, requested, decided, replied });
  }
  writes.sort((a, b) => a.replied.at - b.replied.at);
  return { writes, nameless };
}

/** Of each key the acknowledged write with the newest version. */
export function newestByKey(writes: readonly AcknowledgedWrite[]): ReadonlyMap<Key, AcknowledgedWrite> {
  const newest = new Map<Key, AcknowledgedWrite>();
  for (const write of writes) {
    const known = newest.get(write.key);
    if (known === undefined || orderOfVersions(write.version, known.version) > 0)
      newest.set(write.key, write);
  }
  return newest;
}

/** Which operation chose a version of a key, as its coordinator or a replica of it told. */
export class WritersByVersion {
  readonly #writers = new Map<string, Asked>();

  constructor(book: TraceBook) {
    for (const asked of book.asked.values()) {
      for (const { note } of [...asked.judged, ...asked.decided]) {
        if (note.verb === 'read' || note.version === undefined) continue;
        const name = nameOf(note.key, note.version);
        if (!this.#writers.has(name)) this.#writers.set(name, asked);
      }
    }
  }

  of(key: Key, version: Version): Asked | undefined {
    return this.#writers.get(nameOf(key, version));
  }
}

function nameOf(key: Key, version: Version): string {
  return `${versionText(version)} ${key}`;
}
