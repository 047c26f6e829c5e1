import type { Key } from '../ids.ts';
import type { Offered } from '../message.ts';
import type { Version } from '../version.ts';
import { compareVersion } from '../version.ts';

/** Which versions a watch has told lately: of so many keys at most, those least lately told are forgotten. */
export class ToldVersions {
  readonly #most: number;
  readonly #told = new Map<Key, Version>();

  constructor(most: number, known: readonly Offered[]) {
    this.#most = most;
    for (const { key, version } of known) this.tell(key, version);
  }

  /** Whether this version or a newer one was told. */
  has(key: Key, version: Version): boolean {
    const told = this.#told.get(key);
    return told !== undefined && compareVersion(told, version) >= 0;
  }

  tell(key: Key, version: Version): void {
    this.#told.delete(key);
    this.#told.set(key, version);
    if (this.#told.size <= this.#most) return;
    for (const oldest of this.#told.keys()) {
      this.#told.delete(oldest);
      return;
    }
  }

  /** What was told is not there any more. */
  forget(key: Key): void {
    this.#told.delete(key);
  }
}
