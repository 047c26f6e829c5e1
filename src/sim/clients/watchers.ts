import type { Position, Selection, WatchEvent } from '../../core/watch/watch-event.ts';
import { must } from '../../lib/assert.ts';
import type { Stream } from '../../lib/chance.ts';
import { draw, scale } from '../../lib/chance.ts';
import type { WatchPlan } from '../../scenario/workload.ts';

/** What watchers need of the world. */
export interface WatchersWorld {
  /** Hosts a client may try: those that were started and have not crashed. */
  reachable(): readonly number[];
  /** Whether that host is in the same life as when the watch was opened. */
  isOpen(watch: number): boolean;
  openWatch(host: number, watch: number, wish: WatchWish): void;
  wantMore(watch: number, more: number): void;
  closeWatch(watch: number): void;
  /** `look(watcher)`, or `consumed(watcher, watch)` where a watch is named, after so many ticks. */
  wakeWatcher(watcher: number, after: number, watch?: number): void;
}

export interface WatchWish {
  readonly client: number;
  readonly selection: Selection;
  readonly credit: number;
  readonly after?: Position;
}

interface Watcher {
  readonly number: number;
  watch: number | undefined;
  /** Where it goes on when its coordinator is gone. */
  reached: Position | undefined;
  opened: number;
}

/** Between two looks at whether the coordinator is still there. */
const LOOK_EVERY = 20;

/**
 * Simulated clients that watch keys: each watches at one node as long as that node lives, and then at another one, from
 * where it had got to. It takes some time over each change, and has room for so many at once.
 */
export class Watchers {
  readonly #plan: WatchPlan;
  readonly #world: WatchersWorld;
  readonly #stream: Stream;
  readonly #nextNumber: () => number;
  readonly #watchers: readonly Watcher[];

  /**
   * @param of.firstName what the trace calls the first watcher; the others follow
   * @param of.nextNumber of a watch
   */
  constructor(
    plan: WatchPlan,
    world: WatchersWorld,
    of: { readonly stream: Stream; readonly firstName: number; readonly nextNumber: () => number },
  ) {
    this.#plan = plan;
    this.#world = world;
    this.#stream = of.stream;
    this.#nextNumber = of.nextNumber;
    this.#watchers = Array.from({ length: plan.watchers }, (_, index) => ({
      number: of.firstName + index,
      ...{ watch: undefined, reached: undefined, opened: 0 },
    }));
  }

  start(tick: number): void {
    for (const place of this.#watchers.keys()) this.#world.wakeWatcher(place, tick + place);
  }

  /** Is the coordinator still there? If not, on to the next one. */
  look(place: number): void {
    const watcher = this.#watcher(place);
    if (watcher.watch === undefined || !this.#world.isOpen(watcher.watch)) this.#open(watcher);
    this.#world.wakeWatcher(place, LOOK_EVERY);
  }

  /** It is done with one event. */
  consumed(place: number, watch: number): void {
    if (this.#watcher(place).watch === watch && this.#world.isOpen(watch)) this.#world.wantMore(watch, 1);
  }

  told(watch: number, event: WatchEvent): void {
    const place = this.#watchers.findIndex((watcher) => watcher.watch === watch);
    if (place === -1) return;
    if (event.kind === 'reached') this.#watcher(place).reached = event.position;
    else this.#world.wakeWatcher(place, Math.max(1, this.#plan.thinkTicks), watch);
  }

  #open(watcher: Watcher): void {
    if (watcher.watch !== undefined) this.#world.closeWatch(watcher.watch);
    watcher.watch = undefined;
    const reachable = this.#world.reachable();
    const host = reachable[scale(draw(this.#stream, watcher.number, watcher.opened, 0, 0), reachable.length)];
    if (host === undefined) return;
    watcher.opened += 1;
    watcher.watch = this.#nextNumber();
    const { selection, room: credit } = this.#plan;
    const { reached: after } = watcher;
    const wish = { client: watcher.number, selection, credit };
    this.#world.openWatch(host, watcher.watch, after === undefined ? wish : { ...wish, after });
  }

  #watcher(place: number): Watcher {
    return must(this.#watchers[place], 'watcher', place);
  }
}
