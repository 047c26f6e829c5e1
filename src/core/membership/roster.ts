import { assert } from '../../lib/assert.ts';
import type { NodeId, Tick } from '../ids.ts';
import type { Settings } from '../settings.ts';
import type { HeartbeatList } from './heartbeat-list.ts';
import { WORDS_PER_HEARTBEAT } from './heartbeat-list.ts';

export type MemberChange = 'joined' | 'suspected' | 'cleared' | 'removed';

/** Told of each change, once, in order of identity within one merge or sweep. */
export type RosterListener = (change: MemberChange, member: NodeId) => void;

const ALIVE = 0;
const SUSPECTED = 1;
/** Remembered with its last beat, so that old rumours cannot bring it back. */
const REMOVED = 2;

const FIRST_CAPACITY = 16;

/**
 * One node's opinion of who is alive: a flat table sorted by identity, the node itself included.
 *
 * Two clocks for each member: `newsAt`, when a newer beat last reached us (TFAIL is counted from it), and
 * `sentAt`, when the newest beat we know of was sent by its owner (TREMOVE is counted from it). The second needs
 * no common clock: each list carries ages, and every holder adds the time it held them.
 */
export class Roster {
  readonly #self: NodeId;
  readonly #settings: Settings;
  readonly #listener: RosterListener;
  #count = 0;
  #inRing = 0;
  #ids = new Int32Array(FIRST_CAPACITY);
  #incarnations = new Int32Array(FIRST_CAPACITY);
  #beats = new Int32Array(FIRST_CAPACITY);
  #newsAt = new Int32Array(FIRST_CAPACITY);
  #sentAt = new Int32Array(FIRST_CAPACITY);
  #states = new Uint8Array(FIRST_CAPACITY);
  #outgoing = new Int32Array(FIRST_CAPACITY * WORDS_PER_HEARTBEAT);

  constructor(
    self: { readonly id: NodeId; readonly incarnation: number; readonly now: Tick },
    settings: Settings,
    listener: RosterListener,
  ) {
    this.#self = self.id;
    this.#settings = settings;
    this.#listener = listener;
    this.#insert(0, self.id, self.incarnation, 0, self.now, self.now);
  }

  /** How many members are not removed, the node itself included. */
  get size(): number {
    return this.#inRing;
  }

  /** Identities of all members not removed, ascending; suspected ones are still members. */
  members(): Int32Array {
    const found = new Int32Array(this.#inRing);
    let filled = 0;
    for (let i = 0; i < this.#count; i += 1) {
      if (this.#states[i] === REMOVED) continue;
      found[filled] = this.#ids[i] as number;
      filled += 1;
    }
    return found;
  }

  isMember(id: NodeId): boolean {
    const at = this.#find(id);
    return this.#ids[at] === id && at < this.#count && this.#states[at] !== REMOVED;
  }

  /** The `nth` member that is not removed and is not this node, in order of identity; 0 ≤ nth < size − 1. */
  peer(nth: number): NodeId {
    let left = nth;
    for (let i = 0; i < this.#count; i += 1) {
      if (this.#states[i] === REMOVED || this.#ids[i] === this.#self) continue;
      if (left === 0) return this.#ids[i] as NodeId;
      left -= 1;
    }
    assert(false, `no peer number ${nth} of ${this.#inRing}`);
  }

  /** A first heartbeat heard from its owner itself: a join request. */
  admit(id: NodeId, incarnation: number, beat: number, now: Tick): void {
    this.merge(Int32Array.of(id, incarnation, beat, 0), now);
  }

  /** Takes over every beat that is newer than ours. Commutative, associative, idempotent but for the clocks. */
  merge(list: HeartbeatList, now: Tick): void {
    let row = 0;
    for (let word = 0; word < list.length; word += WORDS_PER_HEARTBEAT) {
      const id = list[word] as number;
      while (row < this.#count && (this.#ids[row] as number) < id) row += 1;
      const incarnation = list[word + 1] as number;
      const beat = list[word + 2] as number;
      if (row === this.#count || this.#ids[row] !== id) {
        this.#meet(row, id, incarnation, beat, list[word + 3] as number, now);
        continue;
      }
      const known = this.#incarnations[row] as number;
      if (incarnation < known || (incarnation === known && beat <= (this.#beats[row] as number))) continue;
      this.#renew(row, incarnation, beat, list[word + 3] as number, now);
    }
  }

  /** Counts one beat of our own. */
  beat(now: Tick): number {
    const self = this.#find(this.#self);
    const beat = (this.#beats[self] as number) + 1;
    this.#beats[self] = beat;
    this.#newsAt[self] = now;
    this.#sentAt[self] = now;
    return beat;
  }

  /** Judges everybody's silence, and tells what may be gossiped: all members of whom there is news. */
  survey(now: Tick): HeartbeatList {
    const quietSince = now - this.#settings.suspectAfterTicks;
    const goneSince = now - this.#settings.removeAfterTicks;
    const ids = this.#ids;
    const out = this.#outgoing;
    let word = 0;
    for (let row = 0; row < this.#count; row += 1) {
      if (this.#states[row] === REMOVED) continue;
      const sentAt = this.#sentAt[row] as number;
      if (sentAt <= goneSince) {
        this.#remove(row);
        continue;
      }
      if ((this.#newsAt[row] as number) <= quietSince) {
        this.#suspect(row);
        continue;
      }
      out[word] = ids[row] as number;
      out[word + 1] = this.#incarnations[row] as number;
      out[word + 2] = this.#beats[row] as number;
      out[word + 3] = now - sentAt;
      word += WORDS_PER_HEARTBEAT;
    }
    return out.slice(0, word);
  }

  #meet(row: number, id: number, incarnation: number, beat: number, age: number, now: Tick): void {
    if (age + 1 >= this.#settings.removeAfterTicks) return;
    this.#insert(row, id, incarnation, beat, now, now - age - 1);
    this.#listener('joined', id as NodeId);
  }

  #renew(row: number, incarnation: number, beat: number, age: number, now: Tick): void {
    if (this.#ids[row] === this.#self) return;
    const state = this.#states[row];
    // A removed member needs fresh evidence; otherwise the tail of an old rumour would bring it back for a moment.
    if (state === REMOVED && age >= this.#settings.suspectAfterTicks) return;
    this.#incarnations[row] = incarnation;
    this.#beats[row] = beat;
    this.#newsAt[row] = now;
    // The packet itself was at least one tick under way.
    this.#sentAt[row] = now - age - 1;
    if (state === ALIVE) return;
    this.#states[row] = ALIVE;
    if (state === REMOVED) this.#inRing += 1;
    this.#listener(state === REMOVED ? 'joined' : 'cleared', this.#ids[row] as NodeId);
  }

  #suspect(row: number): void {
    if (this.#states[row] === SUSPECTED) return;
    this.#states[row] = SUSPECTED;
    this.#listener('suspected', this.#ids[row] as NodeId);
  }

  #remove(row: number): void {
    this.#states[row] = REMOVED;
    this.#inRing -= 1;
    this.#listener('removed', this.#ids[row] as NodeId);
  }

  /** The first row whose identity is not below `id`. */
  #find(id: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ids[middle] as number) < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #insert(row: number, id: number, incarnation: number, beat: number, newsAt: number, sentAt: number): void {
    if (this.#count === this.#ids.length) this.#grow();
    for (const column of [
      this.#ids,
      this.#incarnations,
      this.#beats,
      this.#newsAt,
      this.#sentAt,
      this.#states,
    ]) {
      column.copyWithin(row + 1, row, this.#count);
    }
    this.#ids[row] = id;
    this.#incarnations[row] = incarnation;
    this.#beats[row] = beat;
    this.#newsAt[row] = newsAt;
    this.#sentAt[row] = sentAt;
    this.#states[row] = ALIVE;
    this.#count += 1;
    this.#inRing += 1;
  }

  #grow(): void {
    const larger = this.#ids.length * 2;
    this.#ids = widened(this.#ids, larger);
    this.#incarnations = widened(this.#incarnations, larger);
    this.#beats = widened(this.#beats, larger);
    this.#newsAt = widened(this.#newsAt, larger);
    this.#sentAt = widened(this.#sentAt, larger);
    const states = new Uint8Array(larger);
    states.set(this.#states);
    this.#states = states;
    this.#outgoing = new Int32Array(larger * WORDS_PER_HEARTBEAT);
  }
}

function widened(column: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(length);
  wider.set(column);
  return wider;
}
