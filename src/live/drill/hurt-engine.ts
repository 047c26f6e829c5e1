import type { LogEntry } from '../../core/log-entry.ts';
import type { Engine, Recovery } from '../storage/engine.ts';
import { StorageError } from '../storage/storage-error.ts';

/** What is wrong with a disk from now on; the words of a scenario. */
export type DiskTrouble =
  | { readonly kind: 'sound' }
  /** Every write begins so many milliseconds late. */
  | { readonly kind: 'slow'; readonly ticks: number }
  /** No write begins until the disk is sound again. */
  | { readonly kind: 'stall' }
  /** There is no room. */
  | { readonly kind: 'full' };

const LOOK_MS = 5;

/** An engine whose disk can be slow, stand still or be full; what it has settled for is durable all the same. */
export class HurtEngine implements Engine {
  readonly #engine: Engine;
  #trouble: DiskTrouble = { kind: 'sound' };

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  set(trouble: DiskTrouble): void {
    this.#trouble = trouble;
  }

  recover(): Promise<Recovery> {
    return this.#engine.recover();
  }

  async write(first: number, entries: readonly LogEntry[]): Promise<void> {
    await this.#suffer();
    return this.#engine.write(first, entries);
  }

  async keep(upTo: number, entries: readonly LogEntry[]): Promise<void> {
    await this.#suffer();
    return this.#engine.keep(upTo, entries);
  }

  close(): Promise<void> {
    this.#trouble = { kind: 'sound' };
    return this.#engine.close();
  }

  /** @throws StorageError where it is full */
  async #suffer(): Promise<void> {
    const begun = performance.now();
    for (;;) {
      const trouble = this.#trouble;
      if (trouble.kind === 'full') throw new StorageError('full', 'the disk is full, as the drill wants it');
      if (trouble.kind === 'sound') return;
      if (trouble.kind === 'slow' && performance.now() - begun >= trouble.ticks) return;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }
}
