import type { NodeId } from '../../ids.ts';
import type { Members } from '../../ring/members.ts';
import type { Tick } from '../../time.ts';
import type { Opinion, OpinionListener } from '../detector.ts';
import type { Seat } from '../seat.ts';
import { PLAIN_SEAT } from '../seat.ts';
import { INCARNATION, RECORD_WORDS, REFUTATION, SEAT, STANDING, STANDINGS } from './record.ts';

const { alive, suspected, down } = STANDINGS;
/** Of a member that has not been heard of in this life. */
const UNHEARD = 0;
const FIRST_ROOM = 16;

/** Who a node is when it boots, and whom it remembers. */
export interface FirstMembers {
  readonly id: NodeId;
  readonly incarnation: number;
  readonly seat: Seat;
  readonly remembered: ReadonlyMap<NodeId, Seat>;
}

/**
 * What one node knows of each member: the highest record heard, in flat columns, rows in order of identity. Who is down
 * stays here for a time, so that a late rumour does not bring it back.
 */
export class MemberTable implements Opinion {
  readonly self: NodeId;
  readonly #listener: OpinionListener;
  #rows = 0;
  #size = 0;
  #ids = new Int32Array(FIRST_ROOM);
  #incarnations = new Int32Array(FIRST_ROOM);
  #refutations = new Int32Array(FIRST_ROOM);
  #seats = new Int32Array(FIRST_ROOM);
  #standings = new Int8Array(FIRST_ROOM);
  /** When its standing changed last, on this node's clock. */
  #since = new Float64Array(FIRST_ROOM);
  /** Made when somebody looks after a change. */
  #others: Int32Array | undefined;

  constructor(first: FirstMembers, now: Tick, listener: OpinionListener) {
    this.self = first.id;
    this.#listener = listener;
    for (const [id, seat] of first.remembered)
      this.#put(this.#insert(id), Int32Array.of(id, UNHEARD, 0, seat), 0, alive, now);
    this.#put(
      this.#insert(first.id),
      Int32Array.of(first.id, first.incarnation, 0, first.seat),
      0,
      alive,
      now,
    );
    this.#size = this.#rows;
  }

  get size(): number {
    return this.#size;
  }

  members(): Int32Array {
    return this.#ids.slice(0, this.#rows).filter((_, row) => this.#standings[row] !== down);
  }

  seated(): Members {
    const isMember = (_: number, row: number): boolean => this.#standings[row] !== down;
    const [ids, seats] = [this.#ids, this.#seats].map((column) =>
      column.slice(0, this.#rows).filter(isMember),
    );
    return { ids: ids ?? new Int32Array(0), seats: seats ?? new Int32Array(0) };
  }

  removed(): Int32Array {
    return this.#ids.slice(0, this.#rows).filter((_, row) => this.#standings[row] === down);
  }

  others(): Int32Array {
    this.#others ??= this.members().filter((id) => id !== this.self);
    return this.#others;
  }

  /** The `nth` of the others, in order of identity; 0 ≤ nth < size − 1. While members come by the thousand no list is made. */
  other(nth: number): NodeId {
    if (this.#size < this.#rows) return this.others()[nth] as NodeId;
    return this.#ids[nth < this.#rowOf(this.self) ? nth : nth + 1] as NodeId;
  }

  isMember(id: NodeId): boolean {
    const row = this.#rowOf(id);
    return row >= 0 && this.#standings[row] !== down;
  }

  isSuspected(id: NodeId): boolean {
    const row = this.#rowOf(id);
    return row >= 0 && this.#standings[row] === suspected;
  }

  isDown(id: NodeId): boolean {
    const row = this.#rowOf(id);
    return row >= 0 && this.#standings[row] === down;
  }

  incarnationOf(id: NodeId): number {
    const row = this.#rowOf(id);
    return row < 0 ? UNHEARD : (this.#incarnations[row] as number);
  }

  seatOf(id: NodeId): Seat {
    const row = this.#rowOf(id);
    return row < 0 ? PLAIN_SEAT : (this.#seats[row] as Seat);
  }

  /**
   * How a record compares to what is known of its member: above 0 where it says more.
   * @param standing what it is taken to say
   */
  compare(words: Int32Array, at: number, standing: number): number {
    const row = this.#rowOf(words[at] as number);
    if (row < 0) return 1;
    return (
      (words[at + INCARNATION] as number) - (this.#incarnations[row] as number) ||
      (words[at + REFUTATION] as number) - (this.#refutations[row] as number) ||
      standing - (this.#standings[row] as number)
    );
  }

  /** Takes over a record that says more than is known, and tells what has changed. */
  take(words: Int32Array, at: number, standing: number, now: Tick): void {
    const id = words[at] as NodeId;
    const known = this.#rowOf(id);
    const before = known < 0 ? down : (this.#standings[known] as number);
    const row = known < 0 ? this.#insert(id) : known;
    const moved = before !== down && this.#seats[row] !== words[at + SEAT];
    this.#put(row, words, at, standing, now);
    if (before !== down && standing === down) this.#size -= 1;
    if (before === down && standing !== down) this.#size += 1;
    if ((before === down) !== (standing === down)) this.#others = undefined;
    this.#tell(id, before, standing, moved);
  }

  /** Contradicts everybody who knows this node by a refutation up to this one. */
  refute(refutation: number): void {
    this.#refutations[this.#rowOf(this.self)] = refutation + 1;
  }

  /** Writes what is known of a member as a record. @returns whether there is anything to tell */
  write(id: number, accuser: number, into: Int32Array, at: number): boolean {
    const row = this.#rowOf(id);
    if (row < 0 || this.#incarnations[row] === UNHEARD) return false;
    this.#writeRow(row, accuser, into, at);
    return true;
  }

  /** Everything that is known, down members too. @param accuserOf of suspected members */
  records(accuserOf: (id: NodeId) => number): Int32Array {
    const words = new Int32Array(this.#rows * RECORD_WORDS);
    let at = 0;
    for (let row = 0; row < this.#rows; row += 1) {
      if (this.#incarnations[row] === UNHEARD) continue;
      const accuser = this.#standings[row] === suspected ? accuserOf(this.#ids[row] as NodeId) : 0;
      this.#writeRow(row, accuser, words, at);
      at += RECORD_WORDS;
    }
    return at === words.length ? words : words.slice(0, at);
  }

  /** Forgets who has been down since before this moment: it would be a stranger. */
  forget(before: number): void {
    const isKept = (row: number): boolean =>
      this.#standings[row] !== down || (this.#since[row] as number) >= before;
    let kept = 0;
    for (let row = 0; row < this.#rows; row += 1) {
      if (!isKept(row)) continue;
      for (const column of this.#columns()) column[kept] = column[row] as number;
      kept += 1;
    }
    this.#rows = kept;
  }

  #tell(id: NodeId, before: number, standing: number, moved: boolean): void {
    if (before !== down && standing === down) return this.#listener('removed', id);
    // At another seat a new life is a newcomer, whose keys are others.
    if ((before === down && standing !== down) || moved) this.#listener('joined', id);
    if (before !== suspected && standing === suspected) this.#listener('suspected', id);
    if (before === suspected && standing === alive) this.#listener('cleared', id);
  }

  #put(row: number, words: Int32Array, at: number, standing: number, now: Tick): void {
    this.#incarnations[row] = words[at + INCARNATION] as number;
    this.#refutations[row] = words[at + REFUTATION] as number;
    this.#seats[row] = words[at + SEAT] as number;
    this.#standings[row] = standing;
    this.#since[row] = now;
  }

  #writeRow(row: number, accuser: number, into: Int32Array, at: number): void {
    into[at] = this.#ids[row] as number;
    into[at + INCARNATION] = this.#incarnations[row] as number;
    into[at + REFUTATION] = this.#refutations[row] as number;
    into[at + SEAT] = this.#seats[row] as number;
    into[at + STANDING] = this.#standings[row] as number;
    into[at + RECORD_WORDS - 1] = accuser;
  }

  #columns(): readonly (Int32Array | Int8Array | Float64Array)[] {
    return [this.#ids, this.#incarnations, this.#refutations, this.#seats, this.#standings, this.#since];
  }

  /** Makes room for a member that has none; its row is to be filled. */
  #insert(id: number): number {
    if (this.#rows === this.#ids.length) this.#grow();
    const row = this.#firstNotBelow(id);
    for (const column of this.#columns()) column.copyWithin(row + 1, row, this.#rows);
    this.#ids[row] = id;
    this.#rows += 1;
    return row;
  }

  #grow(): void {
    const room = 2 * this.#rows;
    const grown = <Column extends Int32Array | Int8Array | Float64Array>(column: Column, wider: Column) => {
      wider.set(column);
      return wider;
    };
    this.#ids = grown(this.#ids, new Int32Array(room));
    this.#incarnations = grown(this.#incarnations, new Int32Array(room));
    this.#refutations = grown(this.#refutations, new Int32Array(room));
    this.#seats = grown(this.#seats, new Int32Array(room));
    this.#standings = grown(this.#standings, new Int8Array(room));
    this.#since = grown(this.#since, new Float64Array(room));
  }

  /** The row of a member; below 0 where there is none. */
  #rowOf(id: number): number {
    const row = this.#firstNotBelow(id);
    return row < this.#rows && this.#ids[row] === id ? row : -1;
  }

  #firstNotBelow(id: number): number {
    let low = 0;
    let high = this.#rows;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ids[middle] as number) < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
