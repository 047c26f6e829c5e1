import type { Key } from '../ids.ts';
import type { Position } from './watch-event.ts';

/** A position of a watch that is reached as soon as what was named up to it is told. */
export class Checkpoint {
  readonly position: Position;
  readonly #left: Set<Key>;

  constructor(position: Position, left: Iterable<Key>) {
    this.position = position;
    this.#left = new Set(left);
  }

  settled(key: Key): void {
    this.#left.delete(key);
  }

  get isReached(): boolean {
    return this.#left.size === 0;
  }
}
