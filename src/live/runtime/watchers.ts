import type { RequestId } from '../../core/ids.ts';
import type { Position, Selection, WatchEvent } from '../../core/watch/watch-event.ts';
import { must } from '../../lib/assert.ts';
import type { Runtime } from './runtime.ts';

/** Changes that are on their way to a client at once: what a client that does not read costs is so many values. */
const AT_ONCE = 16;
/** A client that has taken nothing for so long is hung up on. Unit: milliseconds. */
const PATIENCE_MS = 30_000;
const MOST_WATCHERS = 1_000;

/** A client that is told what changes. */
export interface Sink {
  /** @returns whether there is room for more; where there is none, `Watcher.goOn` is called when there is */
  readonly tell: (event: WatchEvent) => boolean;
  /** Nothing more comes. */
  readonly end: () => void;
}

/** What a client wants to be told, and from where on. */
export interface Wanted {
  readonly selection: Selection;
  readonly after?: Position;
}

/** All clients of a node that watch. */
export class Watchers {
  readonly #runtime: () => Runtime | undefined;
  readonly #all = new Set<Watcher>();

  /** @param runtime none while the node is not let in yet */
  constructor(runtime: () => Runtime | undefined) {
    this.#runtime = runtime;
  }

  get count(): number {
    return this.#all.size;
  }

  /** Whether the node can take one more; none before it is let in. */
  get hasRoom(): boolean {
    return this.#runtime() !== undefined && this.#all.size < MOST_WATCHERS;
  }

  /** Where there is room. */
  open(wanted: Wanted, sink: Sink): Watcher {
    const runtime = must(this.#runtime(), 'a node that was let in');
    const watcher = new Watcher(runtime, wanted, {
      tell: sink.tell,
      end: () => {
        if (this.#all.delete(watcher)) sink.end();
      },
    });
    this.#all.add(watcher);
    return watcher;
  }

  /** Everybody may go on at another node. */
  close(): void {
    for (const watcher of this.#all) watcher.close();
  }
}

/**
 * One client that watches. It is told no more than it takes: the node names keys to it only while there is room, so what
 * waits for a slow client is a few values, and it gets the newest ones once it reads on.
 */
export class Watcher {
  readonly #runtime: Runtime;
  readonly #sink: Sink;
  readonly #watch: RequestId;
  /** Changes that were told, and not asked for anew. */
  #told = 0;
  #isAsking = false;
  #isStuck = false;
  #patience: NodeJS.Timeout | undefined;

  constructor(runtime: Runtime, wanted: Wanted, sink: Sink) {
    this.#runtime = runtime;
    this.#sink = sink;
    this.#watch = runtime.watch({ ...wanted, credit: AT_ONCE }, (event) => this.#tell(event));
  }

  /** There is room again. */
  goOn(): void {
    this.#isStuck = false;
    clearTimeout(this.#patience);
    this.#ask();
  }

  close(): void {
    clearTimeout(this.#patience);
    this.#runtime.unwatch(this.#watch);
    this.#sink.end();
  }

  #tell(event: WatchEvent): void {
    if (event.kind === 'changed') this.#told += 1;
    const hasRoom = this.#sink.tell(event);
    if (hasRoom) return this.#ask();
    if (this.#isStuck) return;
    this.#isStuck = true;
    this.#patience = setTimeout(() => this.close(), PATIENCE_MS);
  }

  /** Not in the step that has told something. */
  #ask(): void {
    if (this.#isAsking || this.#told === 0) return;
    this.#isAsking = true;
    setImmediate(() => {
      this.#isAsking = false;
      const told = this.#isStuck ? 0 : this.#told;
      this.#told -= told;
      if (told > 0) this.#runtime.wantMore(this.#watch, told);
    });
  }
}
