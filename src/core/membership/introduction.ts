import type { Stream } from '../../lib/chance.ts';
import { draw, scale } from '../../lib/chance.ts';
import type { NodeId } from '../ids.ts';
import type { Settings } from '../settings.ts';
import type { Ticks } from '../time.ts';
import { ticks } from '../time.ts';

/** A wait is doubled so often at most: who was let in and has not heard so must ask again before it is removed. */
const MOST_DOUBLINGS = 1;
/** Which of the node's draws these are. */
const FIRST = 2;
const WAIT = 3;

export interface Attempt {
  readonly introducer: NodeId;
  /** Until the next one is asked. */
  readonly wait: Ticks;
}

/**
 * Whom to ask to be let in, and how long to wait for the answer: all in turn, for ever, from one drawn by chance, so
 * that a crowd of newcomers divides itself. The waits of the first turn are the setting; later ones are twice as
 * long, drawn from their upper half, so that who asked together parts.
 */
export class Introduction {
  readonly #contacts: readonly NodeId[];
  readonly #settings: Settings;
  readonly #chance: Stream;
  #attempt = 0;

  /** @param contacts distinct, without the node itself */
  constructor(contacts: readonly NodeId[], settings: Settings, chance: Stream) {
    this.#contacts = contacts;
    this.#settings = settings;
    this.#chance = chance;
  }

  /** Undefined where there is nobody to ask. */
  next(): Attempt | undefined {
    const { length } = this.#contacts;
    const attempt = this.#attempt;
    const first = scale(draw(this.#chance, 0, 0, FIRST, 0), length);
    const introducer = this.#contacts[(first + attempt) % length];
    if (introducer === undefined) return undefined;
    this.#attempt += 1;
    return { introducer, wait: this.#wait(attempt, Math.floor(attempt / length)) };
  }

  #wait(attempt: number, turn: number): Ticks {
    const usual = this.#settings.joinRetryTicks;
    if (turn === 0) return usual;
    const half = usual * (1 << (Math.min(turn, MOST_DOUBLINGS) - 1));
    return ticks(half + scale(draw(this.#chance, attempt, 0, WAIT, 0), half + 1));
  }
}
