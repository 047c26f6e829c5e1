import type { Stream } from '../../../lib/chance.ts';
import { Dice } from '../../../lib/chance.ts';
import type { NodeId } from '../../ids.ts';

/** Which of the node's draws these are. */
const SHUFFLE = 4;

/**
 * Whom to probe next: everybody once in an order drawn by chance, then everybody in another one. So a failed member is
 * probed by each other one within two passes, and not only probably. Source: SWIM, DSN 2002, §4.3.
 */
export class ProbeOrder {
  readonly #chance: Stream;
  #order: number[] = [];
  #next = 0;
  #pass = 0;
  #dice: Dice;

  constructor(chance: Stream) {
    this.#chance = chance;
    this.#dice = new Dice(chance, 0, SHUFFLE);
  }

  /** A newcomer's turn is anywhere in what is left of this pass. */
  add(member: NodeId): void {
    this.#order.push(member);
    const last = this.#order.length - 1;
    this.#swap(last, this.#next + this.#dice.below(last - this.#next + 1));
  }

  /**
   * @param others all to be probed
   * @param isOne whether a member of an order made before is still to be probed
   */
  next(others: () => Int32Array, isOne: (member: NodeId) => boolean): NodeId | undefined {
    const found = this.#advance(isOne);
    if (found !== undefined) return found;
    this.#shuffle(others());
    return this.#advance(isOne);
  }

  #advance(isOne: (member: NodeId) => boolean): NodeId | undefined {
    while (this.#next < this.#order.length) {
      const member = this.#order[this.#next] as NodeId;
      this.#next += 1;
      if (isOne(member)) return member;
    }
    return undefined;
  }

  #shuffle(members: Int32Array): void {
    this.#pass += 1;
    this.#dice = new Dice(this.#chance, this.#pass, SHUFFLE);
    this.#order = [...members];
    this.#next = 0;
    for (let last = this.#order.length - 1; last > 0; last -= 1) this.#swap(last, this.#dice.below(last + 1));
  }

  #swap(a: number, b: number): void {
    const first = this.#order[a] as number;
    this.#order[a] = this.#order[b] as number;
    this.#order[b] = first;
  }
}
