import type { Judgement } from '../message.ts';
import type { StoredRecord } from '../record.ts';
import { formatVersion } from '../version.ts';

/** Far more than are refused while a packet can be under way. */
const MOST = 1024;

/**
 * What a replica refused lately. A second copy of a message that was refused must be refused again, whatever the key has
 * become since: its client may have been told that the write failed. Not durable: a write is meant for one life of its
 * replica, so that a copy that comes after a restart is nobody's.
 */
export class Refusals {
  readonly #judgements = new Map<string, Judgement>();

  /** The judgement of an earlier copy, if that was refused. */
  of(record: StoredRecord): Judgement | undefined {
    return this.#judgements.size === 0 ? undefined : this.#judgements.get(nameOf(record));
  }

  remember(record: StoredRecord, judgement: Judgement): void {
    this.#judgements.set(nameOf(record), judgement);
    if (this.#judgements.size <= MOST) return;
    for (const oldest of this.#judgements.keys()) {
      this.#judgements.delete(oldest);
      return;
    }
  }
}

function nameOf({ key, version }: StoredRecord): string {
  return `${formatVersion(version)} ${key}`;
}
