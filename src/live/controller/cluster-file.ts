import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { StorageError } from '../storage/storage-error.ts';
import { replaceFileSync } from '../storage/whole-file.ts';

const FORMAT = 1;

const schema = v.strictObject({
  format: v.literal(FORMAT),
  /** The first node has begun the cluster: from now on every node enters it. */
  begun: v.boolean(),
  /** The number of the next node that is not known yet. None is given twice. */
  nextNode: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Its workers, and the number of the next one; none of a cluster that has not begun. */
  workers: v.array(v.pipe(v.number(), v.integer(), v.minValue(1))),
  nextWorker: v.pipe(v.number(), v.integer(), v.minValue(1)),
});

type Facts = v.InferOutput<typeof schema>;

/** What a controller must not forget: `cluster.json` in its folder, or nothing that outlives it. */
export class ClusterFile {
  readonly #path: string | undefined;
  #facts: Facts = {
    ...{ format: FORMAT, begun: false, nextNode: 1 },
    ...{ workers: [], nextWorker: 1 },
  };

  /** @throws StorageError */
  constructor(folder: string | undefined) {
    this.#path = folder === undefined ? undefined : join(folder, 'cluster.json');
    if (this.#path === undefined || !existsSync(this.#path)) return;
    const found = v.safeParse(schema, parse(readFileSync(this.#path, 'utf8')));
    if (!found.success)
      throw new StorageError(
        'corrupt',
        `${this.#path} cannot be read: restore it, or name another folder with --data`,
      );
    this.#facts = found.output;
  }

  get begun(): boolean {
    return this.#facts.begun;
  }

  begin(): void {
    this.#change({ begun: true });
  }

  /** The number of a node that never was there before. */
  takeNode(): number {
    const { nextNode } = this.#facts;
    this.#change({ nextNode: nextNode + 1 });
    return nextNode;
  }

  /** Numbers of the workers that there should be. */
  get workers(): readonly number[] {
    return this.#facts.workers;
  }

  /** The number of a worker that never was there before. */
  addWorker(): number {
    const { nextWorker, workers } = this.#facts;
    this.#change({ nextWorker: nextWorker + 1, workers: [...workers, nextWorker] });
    return nextWorker;
  }

  removeWorker(number: number): void {
    this.#change({ workers: this.#facts.workers.filter((worker) => worker !== number) });
  }

  #change(change: Partial<Facts>): void {
    this.#facts = { ...this.#facts, ...change };
    if (this.#path !== undefined) replaceFileSync(this.#path, `${JSON.stringify(this.#facts)}\n`);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
