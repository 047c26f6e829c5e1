import { must } from '../../lib/assert.ts';
import type { Film } from '../log/film.ts';
import { Fold, foldUpTo } from './fold.ts';
import { Rows } from './rows.ts';
import type { WorldState } from './world-state.ts';

/** Bytes of kept states at most; with many nodes fewer are kept, and finding one takes longer. */
const ROOM = 48_000_000;
const SHORTEST_STEP = 2048;

/**
 * The world after any number of events, forwards and backwards alike: from the nearest kept state on, by the events
 * themselves. The same number gives the same world, whichever way one came.
 */
export class Reel {
  readonly rows: Rows;
  readonly #film: Film;
  readonly #step: number;
  /** The state after each `step` events, and how many tellings went before it. */
  readonly #kept: { readonly state: WorldState; readonly told: number }[] = [];
  #last: WorldState | undefined;

  constructor(film: Film) {
    const { log, outcome } = film;
    this.#film = film;
    this.rows = Rows.of(log);
    const each = this.rows.count ** 2 + this.rows.count * 64;
    this.#step = Math.max(SHORTEST_STEP, Math.ceil((log.length * each) / ROOM));
    const fold = new Fold(this.rows, outcome.hosts);
    this.#kept.push({ state: fold.state(), told: 0 });
  }

  /** The world after `at` events, 0 … all of them. */
  at(at: number): WorldState {
    if (this.#last?.at === at) return this.#last;
    const { log, told, outcome } = this.#film;
    const to = Math.max(0, Math.min(at, log.length));
    this.#keepUpTo(Math.floor(to / this.#step));
    const from = must(this.#kept[Math.floor(to / this.#step)], 'a kept state');
    const fold = new Fold(this.rows, outcome.hosts, from.state);
    foldUpTo(fold, log, told, from.told, to);
    this.#last = fold.state();
    return this.#last;
  }

  #keepUpTo(place: number): void {
    const { log, told, outcome } = this.#film;
    while (this.#kept.length <= place) {
      const from = must(this.#kept.at(-1), 'a kept state');
      const fold = new Fold(this.rows, outcome.hosts, from.state);
      const next = foldUpTo(fold, log, told, from.told, this.#kept.length * this.#step);
      this.#kept.push({ state: fold.state(), told: next });
    }
  }
}
