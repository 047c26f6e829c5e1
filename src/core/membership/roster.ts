import { assert } from '../../lib/assert.ts';
import type { NodeId } from '../ids.ts';
import type { Members } from '../ring/members.ts';
import type { Settings } from '../settings.ts';
import type { Tick } from '../time.ts';
import { earlier, isAfter } from '../time.ts';
import type { Opinion, OpinionListener } from './detector.ts';
import type { HeartbeatList, Roll } from './heartbeat-list.ts';
import { makeRoll, sameRoll, UNTOLD } from './heartbeat-list.ts';
import type { Seat } from './seat.ts';
import { PLAIN_SEAT } from './seat.ts';

/** Who a node is when it boots. */
export interface Self {
  readonly id: NodeId;
  readonly incarnation: number;
  readonly seat: Seat;
  readonly now: Tick;
  /** Members of the ring of an earlier life, with their seats, without the node itself. */
  readonly remembered?: ReadonlyMap<NodeId, Seat>;
}

/** Below any incarnation: of a member that has not been heard of in this life. */
const UNHEARD = 0;

const ALIVE = 0;
const SUSPECTED = 1;
/** Remembered with its last beat, so that old rumours cannot bring it back. */
const REMOVED = 2;

/** Words that lists of one node share until the next block is made. */
const BLOCK_WORDS = 4096;

/**
 * One node's opinion of who is alive: columns sorted by identity, the node itself included. Within one merge strangers
 * are told of first, then the others, each in order of identity.
 *
 * Two clocks for each member: `newsAt`, when a newer beat last reached us (TFAIL is counted from it), and
 * `sentAt`, when the newest beat we know of was sent by its owner (TREMOVE is counted from it). The second needs
 * no common clock: a list tells its moments on its maker's clock, and its receiver shifts them onto its own. Columns
 * keep the low 32 bits of a moment, and moments are compared by their distance: clocks may show any tick, as long as
 * what is compared lies less than 2^31 ticks apart (24 days, where a tick is a millisecond).
 */
export class Roster implements Opinion {
  readonly self: NodeId;
  readonly #settings: Settings;
  readonly #listener: OpinionListener;
  #roll: Roll;
  #beats: Int32Array<ArrayBuffer>;
  #newsAt: Int32Array<ArrayBuffer>;
  #sentAt: Int32Array<ArrayBuffer>;
  #states: Int32Array<ArrayBuffer>;
  /** Rows that were not ALIVE at the last survey, ascending; they may have been heard of since. */
  #silent: number[] = [];
  #size: number;
  /** Made when somebody looks after a change. */
  #others: Int32Array | undefined;
  #selfRow: number;
  #block = new Int32Array(0);
  #blockUsed = 0;

  constructor(self: Self, settings: Settings, listener: OpinionListener) {
    this.self = self.id;
    this.#settings = settings;
    this.#listener = listener;
    const ids = Int32Array.from([self.id, ...(self.remembered?.keys() ?? [])]).sort();
    const own = (id: number) => id === self.id;
    this.#roll = makeRoll(
      ids,
      ids.map((id) => (own(id) ? self.incarnation : UNHEARD)),
      ids.map((id) => (own(id) ? self.seat : (self.remembered?.get(id as NodeId) ?? PLAIN_SEAT))),
    );
    this.#beats = Int32Array.from(ids, (id) => (own(id) ? 0 : UNTOLD));
    this.#newsAt = Int32Array.from(ids, () => self.now);
    this.#sentAt = Int32Array.from(ids, () => self.now);
    this.#states = Int32Array.from(ids, () => ALIVE);
    this.#size = ids.length;
    this.#selfRow = firstNotBelow(ids, self.id);
  }

  /** How many members are not removed, the node itself included. */
  get size(): number {
    return this.#size;
  }

  /** Identities of all members not removed, ascending; suspected ones are still members. */
  members(): Int32Array {
    return this.#roll.ids.filter((_, row) => this.#states[row] !== REMOVED);
  }

  others(): Int32Array {
    this.#others ??= this.members().filter((id) => id !== this.self);
    return this.#others;
  }

  /** All members not removed, with their seats. */
  seated(): Members {
    const { ids, seats } = this.#roll;
    const isMember = (_: number, row: number): boolean => this.#states[row] !== REMOVED;
    return { ids: ids.filter(isMember), seats: seats.filter(isMember) };
  }

  /** Identities of all members that were removed, ascending. */
  removed(): Int32Array {
    return this.#roll.ids.filter((_, row) => this.#states[row] === REMOVED);
  }

  isMember(id: NodeId): boolean {
    const row = this.#find(id);
    return this.#roll.ids[row] === id && this.#states[row] !== REMOVED;
  }

  /** The newest life of a member that is known here; 0 for one that has not been heard of since this node started. */
  incarnationOf(id: NodeId): number {
    const row = this.#find(id);
    return this.#roll.ids[row] === id ? (this.#roll.incarnations[row] as number) : UNHEARD;
  }

  /** Of a member. */
  seatOf(id: NodeId): Seat {
    const row = this.#find(id);
    return this.#roll.ids[row] === id ? (this.#roll.seats[row] as Seat) : PLAIN_SEAT;
  }

  /** A member without news for so long that it may be gone. */
  isSuspected(id: NodeId): boolean {
    const row = this.#find(id);
    return this.#roll.ids[row] === id && this.#states[row] === SUSPECTED;
  }

  /** The `nth` member that is not removed and is not this node, in order of identity; 0 ≤ nth < size − 1. */
  peer(nth: number): NodeId {
    assert(nth >= 0 && nth < this.#size - 1, 'no peer number', nth);
    const self = this.#selfRow;
    // Nobody was removed: every row but our own counts.
    if (this.#size === this.#roll.ids.length) return this.#roll.ids[nth < self ? nth : nth + 1] as NodeId;
    let row = nth;
    // Rows that do not count push the wanted one back.
    let skippedSelf = false;
    for (const silent of this.#silent) {
      if (!skippedSelf && self <= row && self < silent) {
        skippedSelf = true;
        row += 1;
      }
      if (silent > row) break;
      if (this.#states[silent] === REMOVED) row += 1;
    }
    if (!skippedSelf && self <= row) row += 1;
    return this.#roll.ids[row] as NodeId;
  }

  /** A first heartbeat, heard from its owner itself. */
  admit(id: NodeId, incarnation: number, seat: Seat, beat: number, now: Tick): void {
    const roll = makeRoll(Int32Array.of(id), Int32Array.of(incarnation), Int32Array.of(seat));
    this.merge({ roll, at: now, words: Int32Array.of(beat, now), start: 0 }, now);
  }

  /** Takes over every beat that is newer than ours. Commutative, associative, idempotent but for the clocks. */
  merge(list: HeartbeatList, now: Tick): void {
    // The packet itself was at least one tick under way.
    const shift = now - 1 - list.at;
    if (!sameRoll(list.roll, this.#roll)) {
      this.#mergeByIdentity(list, shift, now);
      return;
    }
    for (const row of this.#silent) {
      if ((list.words[list.start + row] as number) > (this.#beats[row] as number)) {
        this.#hear(row, list, row, shift, now);
      }
    }
    mergeColumns(list.words, list.start, shift, now, this.#beats, this.#newsAt, this.#sentAt);
  }

  /** Counts one beat of our own. */
  beat(now: Tick): number {
    const self = this.#selfRow;
    const beat = (this.#beats[self] as number) + 1;
    this.#beats[self] = beat;
    this.#newsAt[self] = now;
    this.#sentAt[self] = now;
    return beat;
  }

  /** Nobody's silence counts for the latest `late` ticks. */
  excuse(late: number, now: Tick): void {
    for (let row = 0; row < this.#newsAt.length; row += 1) {
      this.#newsAt[row] = earlier(now, (this.#newsAt[row] as number) + late);
      this.#sentAt[row] = earlier(now, (this.#sentAt[row] as number) + late);
    }
  }

  /** Judges everybody's silence, and tells what may be gossiped: all members of whom there is news. */
  survey(now: Tick): HeartbeatList {
    const quietSince = now - this.#settings.suspectAfterTicks;
    const goneSince = now - this.#settings.removeAfterTicks;
    const livelyAt = this.#settings.suspectBySending === 1 ? this.#sentAt : this.#newsAt;
    const rows = livelyAt.length;
    const silent: number[] = [];
    // Silence is the one sign looked for here: whoever is gone has been quiet before.
    for (let row = 0; row < rows; row += 1) {
      if (isAfter(livelyAt[row] as number, quietSince)) continue;
      this.#doubt(row, goneSince);
      silent.push(row);
    }
    this.#silent = silent;
    const start = this.#reserve(2 * rows);
    const words = this.#block;
    copy(this.#beats, words, start);
    copy(this.#sentAt, words, start + rows);
    for (const row of this.#silent) words[start + row] = UNTOLD;
    return { roll: this.#roll, at: now, words, start };
  }

  /** Room for one list in the present block, or in a new one. What a list was given is never written again. */
  #reserve(words: number): number {
    if (this.#blockUsed + words > this.#block.length) {
      this.#block = new Int32Array(Math.max(BLOCK_WORDS, words));
      this.#blockUsed = 0;
    }
    const start = this.#blockUsed;
    this.#blockUsed += words;
    return start;
  }

  /** The general case: lists of other rolls, row found by row. Meets whom it does not know yet. */
  #mergeByIdentity(list: HeartbeatList, shift: number, now: Tick): void {
    const { ids, incarnations } = list.roll;
    this.#meet(list, shift, now);
    const mine = this.#roll;
    const beats = this.#beats;
    const newsAt = this.#newsAt;
    const sentAt = this.#sentAt;
    const { words, start } = list;
    let row = 0;
    for (let theirs = 0; theirs < ids.length; theirs += 1) {
      const id = ids[theirs] as number;
      while (row < beats.length && (mine.ids[row] as number) < id) row += 1;
      const beat = words[start + theirs] as number;
      if (mine.ids[row] !== id || beat <= (beats[row] as number)) continue;
      if (incarnations[theirs] !== mine.incarnations[row]) continue;
      if (this.#states[row] === ALIVE) {
        beats[row] = beat;
        newsAt[row] = now;
        sentAt[row] = (words[start + ids.length + theirs] as number) + shift;
      } else {
        this.#hear(row, list, theirs, shift, now);
      }
    }
  }

  /** Makes rows for members, or for new lives of members, that show signs of life young enough. */
  #meet(list: HeartbeatList, shift: number, now: Tick): void {
    const { ids, incarnations } = list.roll;
    const mine = this.#roll;
    const goneSince = now - this.#settings.removeAfterTicks - shift;
    const { words, start } = list;
    const strangers: number[] = [];
    let row = 0;
    for (let theirs = 0; theirs < ids.length; theirs += 1) {
      const id = ids[theirs] as number;
      while (row < mine.ids.length && (mine.ids[row] as number) < id) row += 1;
      if (mine.ids[row] === id && (incarnations[theirs] as number) <= (mine.incarnations[row] as number))
        continue;
      if (words[start + theirs] === UNTOLD) continue;
      if (!isAfter(words[start + ids.length + theirs] as number, goneSince)) continue;
      if (mine.ids[row] !== id) strangers.push(theirs);
      else if (id !== this.self) this.#reincarnate(row, list.roll, theirs);
    }
    if (strangers.length > 0) this.#insert(list.roll, strangers, now);
  }

  /** One row of a list, with everything that may follow from it. */
  #hear(row: number, list: HeartbeatList, theirs: number, shift: number, now: Tick): void {
    const { words, start, roll } = list;
    const beat = words[start + theirs] as number;
    if (beat <= (this.#beats[row] as number)) return;
    const sentAt = (words[start + roll.ids.length + theirs] as number) + shift;
    const state = this.#states[row];
    this.#beats[row] = beat;
    this.#sentAt[row] = sentAt;
    // A removed member needs fresh evidence; otherwise the tail of an old rumour would bring it back for a moment.
    if (state === REMOVED && isAfter(now - this.#settings.suspectAfterTicks, sentAt)) return;
    this.#newsAt[row] = now;
    if (state === ALIVE) return;
    this.#states[row] = ALIVE;
    if (state === REMOVED) this.#size += 1;
    this.#others = undefined;
    this.#listener(state === REMOVED ? 'joined' : 'cleared', this.#roll.ids[row] as NodeId);
  }

  /** A row without recent news: suspected, or gone for good. */
  #doubt(row: number, goneSince: number): void {
    const state = this.#states[row];
    if (state === REMOVED) return;
    const gone = !isAfter(this.#sentAt[row] as number, goneSince);
    if (!gone && state === SUSPECTED) return;
    this.#states[row] = gone ? REMOVED : SUSPECTED;
    if (gone) this.#size -= 1;
    this.#others = undefined;
    this.#listener(gone ? 'removed' : 'suspected', this.#roll.ids[row] as NodeId);
  }

  /** The first row whose identity is not below `id`. */
  #find(id: number): number {
    return firstNotBelow(this.#roll.ids, id);
  }

  /** @param strangers rows of `theirs` that are new here, ascending */
  #insert(theirs: Roll, strangers: readonly number[], now: Tick): void {
    const { ids, incarnations, seats } = this.#roll;
    // The old row that each stranger comes before.
    const places = strangers.map((stranger) => this.#find(theirs.ids[stranger] as number));
    const widened = (column: Int32Array, fresh: (nth: number) => number): Int32Array<ArrayBuffer> => {
      const wider = new Int32Array(column.length + places.length);
      let from = 0;
      places.forEach((place, nth) => {
        wider.set(column.subarray(from, place), from + nth);
        wider[place + nth] = fresh(nth);
        from = place;
      });
      wider.set(column.subarray(from), from + places.length);
      return wider;
    };
    const taken = (column: Int32Array) => (nth: number) => column[strangers[nth] as number] as number;
    this.#roll = makeRoll(
      widened(ids, taken(theirs.ids)),
      widened(incarnations, taken(theirs.incarnations)),
      widened(seats, taken(theirs.seats)),
    );
    this.#beats = widened(this.#beats, () => UNTOLD);
    this.#newsAt = widened(this.#newsAt, () => now);
    this.#sentAt = widened(this.#sentAt, () => now);
    this.#states = widened(this.#states, () => ALIVE);
    this.#silent = this.#silent.map((row) => row + places.filter((place) => place <= row).length);
    this.#size += strangers.length;
    this.#others = undefined;
    this.#selfRow = this.#find(this.self);
    for (const stranger of strangers) this.#listener('joined', theirs.ids[stranger] as NodeId);
  }

  /** At another seat a new life is a newcomer, whose keys are others. */
  #reincarnate(row: number, roll: Roll, theirs: number): void {
    const incarnations = this.#roll.incarnations.slice();
    const seats = this.#roll.seats.slice();
    const moved = seats[row] !== roll.seats[theirs];
    incarnations[row] = roll.incarnations[theirs] as number;
    seats[row] = roll.seats[theirs] as number;
    this.#roll = makeRoll(this.#roll.ids, incarnations, seats);
    this.#beats[row] = UNTOLD;
    if (moved && this.#states[row] !== REMOVED) this.#listener('joined', this.#roll.ids[row] as NodeId);
  }
}

/**
 * The hottest loop of large groups. Whether a beat is news is a coin toss that no processor predicts, so the columns
 * are selected by mask: all ones for news.
 */
function mergeColumns(
  words: Int32Array,
  start: number,
  shift: number,
  now: number,
  beats: Int32Array,
  newsAt: Int32Array,
  sentAt: Int32Array,
): void {
  const rows = beats.length;
  for (let row = 0; row < rows; row += 1) {
    const known = beats[row] as number;
    const beat = words[start + row] as number;
    const news = (known - beat) >> 31;
    const heard = newsAt[row] as number;
    const sent = sentAt[row] as number;
    beats[row] = known ^ ((known ^ beat) & news);
    newsAt[row] = heard ^ ((heard ^ now) & news);
    sentAt[row] = sent ^ ((sent ^ ((words[start + rows + row] as number) + shift)) & news);
  }
}

function firstNotBelow(ascending: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Below this many words a loop is quicker than a call into the engine. */
const SHORT = 64;

function copy(from: Int32Array, to: Int32Array, at: number): void {
  if (from.length > SHORT) {
    to.set(from, at);
    return;
  }
  for (let row = 0; row < from.length; row += 1) to[at + row] = from[row] as number;
}
