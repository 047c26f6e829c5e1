import type { Key } from '../../core/ids.ts';
import type { Operation, Outcome } from '../../core/operation.ts';
import { writtenValue } from '../../core/operation.ts';

/** What one client knows of the keys from the answers that it got: the value it saw or wrote last, null for none. */
export class Acquaintance {
  readonly #values = new Map<Key, string | null>();

  /** Undefined where nothing is known, or no longer. */
  valueOf(key: Key): string | null | undefined {
    return this.#values.get(key);
  }

  /** The key that it learnt of last. */
  get latest(): Key | undefined {
    return [...this.#values.keys()].at(-1);
  }

  learn(operation: Operation, outcome: Outcome): void {
    const { key } = operation;
    this.#values.delete(key);
    if (outcome.kind === 'ok')
      this.#values.set(key, operation.kind === 'read' ? outcome.value : writtenValue(operation));
    if (operation.kind === 'read' && outcome.kind === 'failed' && outcome.reason === 'not-found')
      this.#values.set(key, null);
  }

  forget(key: Key): void {
    this.#values.delete(key);
  }
}
