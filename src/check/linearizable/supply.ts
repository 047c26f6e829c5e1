import { OPEN } from '../history/history.ts';
import { ABSENT } from '../history/value-table.ts';
import { verbCode } from '../history/verb.ts';
import { isPure } from '../history/verb-effect.ts';
import { Numbering } from './numbering.ts';
import type { SubHistory } from './sub-history.ts';

const NONE = -1;

/**
 * Looks ahead: a value that an answered operation still has to observe must not be overwritten when nothing is left
 * that could bring it back. For models whose state is the number of a value that one operation stored
 * (`Model.holdsValues`); values have numbers of their own here, dense for the part at hand.
 */
export class Supply {
  /** By position: what the operation stores, and what it must have found; else `NONE`. */
  readonly #makes: Int32Array;
  readonly #wants: Int32Array;
  /** By value, among the operations not taken: those that must find it, those that store it. */
  readonly #wanted: Int32Array;
  readonly #makers: Int32Array;
  /** By value: the last return of an operation that must find it. */
  readonly #until: Int32Array;
  /** By value: 1 where some operation observes it, open ones too. */
  readonly #observed: Uint8Array;
  /** Whether some operation depends on there being any value at all, or none. */
  readonly #asksForAny: boolean;
  readonly #stack: Int32Array;
  #depth = 0;
  #held: number;

  /** `undefined` where a value may come about otherwise than by being stored. */
  static of(sub: SubHistory, initial: number): Supply | undefined {
    const { verb } = sub.history;
    // Each operation speaks of one value, or of two.
    let most = sub.ids.length + 1;
    for (let i = 0; i < sub.ids.length; i++) {
      const code = verb[sub.ids[i] ?? 0];
      if (code === verbCode.append) return undefined;
      if (code === verbCode.cas || code === verbCode.create) most++;
    }
    return new Supply(sub, initial, most);
  }

  /** @param most values, of which it speaks no more */
  private constructor(sub: SubHistory, initial: number, most: number) {
    const n = sub.ids.length;
    const { verb: verbs, observed, written } = sub.history;
    const numbers = new Numbering(most);
    this.#held = numbers.of(initial);
    this.#makes = new Int32Array(n).fill(NONE);
    this.#wants = new Int32Array(n).fill(NONE);
    this.#wanted = new Int32Array(most);
    this.#makers = new Int32Array(most);
    this.#until = new Int32Array(most).fill(NONE);
    this.#observed = new Uint8Array(most);
    this.#stack = new Int32Array(n);
    let asksForAny = false;
    for (let i = 0; i < n; i++) {
      const id = sub.ids[i] ?? 0;
      const verb = verbs[id] ?? 0;
      const end = sub.returns[i] ?? OPEN;
      if (verb > verbCode.put) asksForAny = true;
      if (!isPure(verb)) this.#addMaker(i, numbers.of(written[id] ?? ABSENT));
      if (!isPure(verb) && verb !== verbCode.cas && verb !== verbCode.create) continue;
      const found = numbers.of(verb === verbCode.create ? ABSENT : (observed[id] ?? ABSENT));
      this.#observed[found] = 1;
      if (end !== OPEN) this.#addWant(i, found, end);
    }
    this.#asksForAny = asksForAny;
  }

  /** Whether the operation is a write of what no other observes; the same as `unreadWrites` says. */
  isUnread(position: number): boolean {
    const makes = this.#makes[position] ?? NONE;
    return (
      !this.#asksForAny && makes !== NONE && this.#wants[position] === NONE && this.#observed[makes] === 0
    );
  }

  #addMaker(position: number, value: number): void {
    this.#makes[position] = value;
    this.#makers[value] = (this.#makers[value] ?? 0) + 1;
  }

  #addWant(position: number, value: number, end: number): void {
    this.#wants[position] = value;
    this.#wanted[value] = (this.#wanted[value] ?? 0) + 1;
    if (end > (this.#until[value] ?? NONE)) this.#until[value] = end;
  }

  /**
   * The event until which one must look to see that a wanted value comes from nowhere; -1 when all have a source.
   */
  missing(): number {
    for (let value = 0; value < this.#wanted.length; value++) {
      if (value === this.#held || (this.#wanted[value] ?? 0) === 0 || (this.#makers[value] ?? 0) > 0)
        continue;
      return this.#until[value] ?? NONE;
    }
    return NONE;
  }

  /**
   * -1 when the operation may be taken; else the event until which one must look to see that it overwrites the last of
   * a value that is still wanted.
   */
  destroys(position: number): number {
    const held = this.#held;
    if (this.#makes[position] === held || (this.#makers[held] ?? 0) > 0) return NONE;
    const wanted = (this.#wanted[held] ?? 0) - (this.#wants[position] === held ? 1 : 0);
    return wanted > 0 ? (this.#until[held] ?? NONE) : NONE;
  }

  take(position: number): void {
    const makes = this.#makes[position] ?? NONE;
    const wants = this.#wants[position] ?? NONE;
    this.#stack[this.#depth++] = this.#held;
    if (wants !== NONE) this.#wanted[wants] = (this.#wanted[wants] ?? 0) - 1;
    if (makes === NONE) return;
    this.#makers[makes] = (this.#makers[makes] ?? 0) - 1;
    this.#held = makes;
  }

  /** Undoes the last `take`, which was of this operation. */
  putBack(position: number): void {
    const makes = this.#makes[position] ?? NONE;
    const wants = this.#wants[position] ?? NONE;
    this.#held = this.#stack[--this.#depth] ?? 0;
    if (wants !== NONE) this.#wanted[wants] = (this.#wanted[wants] ?? 0) + 1;
    if (makes !== NONE) this.#makers[makes] = (this.#makers[makes] ?? 0) + 1;
  }
}
