import { OPEN } from '../history/history.ts';
import { isBlind, isPure, isReset } from '../history/verb-effect.ts';
import type { Model } from '../model/model.ts';
import { IMPOSSIBLE } from '../model/model.ts';
import { DoneSet } from './done-set.ts';
import { EntryList } from './entry-list.ts';
import type { SubHistory } from './sub-history.ts';
import { Supply } from './supply.ts';
import { unreadWrites } from './unread.ts';
import { Visited } from './visited.ts';

/** `full`: the memory that was allowed is used up. */
export type SearchState = 'running' | 'holds' | 'broken' | 'full';

export interface SearchLimits {
  /** For the cache, in words of four bytes. */
  readonly maxWords: number;
  /**
   * Whether to give up an order that a later operation will make impossible at once, or only when it comes to that
   * operation: then `longest` goes as far as an order can go.
   */
  readonly ahead?: 'not at all';
}

const PURE = 1;
const LAZY = 2;
const REQUIRED = 4;
const UNREAD = 8;
const NONE = -1;

/**
 * The search of Wing and Gong (1993) with Lowe's cache of visited pairs (2017), in slices of steps so that searches of
 * many keys can take turns. It walks the calls from the first open return backwards in time, takes what the model
 * allows, and goes back when an operation that had to be taken has returned. What it need not try:
 *
 * - A read that is possible now is taken at once and never given back on its own: reads change nothing, so any
 *   linearization from here still is one with that read moved to its front.
 * - An open write that the next operation overwrites (`Model.forgets`) could as well not have happened.
 * - A write that nobody reads does no harm just before another one, as early as it can be. So whoever gives up a value
 *   takes all those that are possible first, and they count as one choice.
 * - What a later operation will make impossible: see `Supply` and `Model.dark`.
 * - Of two open operations that do the same, the one that was called first goes first.
 */
export class Search {
  readonly #sub: SubHistory;
  readonly #model: Model;
  readonly #maxWords: number;
  readonly #supply: Supply | undefined;
  readonly #looksAhead: boolean;
  readonly #list: EntryList;
  readonly #done: DoneSet;
  readonly #visited: Visited;
  readonly #flags: Uint8Array;
  readonly #bit: Int32Array;
  /** The state after unread writes, whichever was last; `NONE` when there are none or the model cannot tell. */
  #unreadState = NONE;
  /** The first unread write that is possible now and must come before any other write, or `NONE`. */
  #unread = NONE;
  /** The position of the same open operation called before, or `NONE`; undefined where all have returned. */
  readonly #twin: Int32Array | undefined;
  readonly #stack: Int32Array;
  readonly #stackState: Int32Array;
  /** Made when it is first needed: mostly it is not. */
  #best = new Int32Array(0);
  #bestDepth = 0;
  /** Below this depth `#best` and `#stack` are the same. */
  #same = 0;
  #furthest = NONE;
  #depth = 0;
  #state: number;
  #left = 0;
  #entry: number;
  #sweeping = true;

  constructor(sub: SubHistory, model: Model, limits: SearchLimits) {
    const n = sub.ids.length;
    this.#sub = sub;
    this.#model = model;
    this.#maxWords = limits.maxWords;
    this.#looksAhead = limits.ahead !== 'not at all';
    this.#supply = this.#looksAhead && model.holdsValues ? Supply.of(sub, model.initial) : undefined;
    this.#visited = new Visited(n >>> 1);
    this.#list = new EntryList(sub);
    this.#flags = new Uint8Array(n);
    this.#bit = new Int32Array(n);
    this.#stack = new Int32Array(n);
    this.#stackState = new Int32Array(n);
    this.#done = this.#number();
    this.#twin = this.#left < n ? openTwins(sub) : undefined;
    this.#state = model.initial;
    this.#entry = this.#list.first;
  }

  /** Goes on for about so many steps. The answer is final unless it is `running`. */
  run(steps: number): SearchState {
    if (this.#left === 0) return 'holds';
    if (this.#depth === 0 && this.#lacksSource()) return 'broken';
    for (let step = 0; step < steps; step++) {
      const position = this.#entry;
      if (position >= this.#stack.length) {
        if (this.#sweeping) this.#branch();
        else if (!this.#goBack(position)) return 'broken';
      } else if (this.#sweeping) {
        if (!this.#sweep(position)) continue;
        if (this.#left === 0) return 'holds';
      } else if (this.#try(position)) {
        if (this.#left === 0) return 'holds';
        if (this.#visited.words > this.#maxWords) return 'full';
      }
    }
    return 'running';
  }

  /** Operations in the order of the longest linearization found so far. */
  get longest(): Int32Array {
    this.#keepBest();
    return this.#best.slice(0, this.#bestDepth).map((position) => this.#sub.ids[position] ?? 0);
  }

  /** The latest event that no linearization got past; what happened until there is broken when the whole is. */
  get furthest(): number {
    return this.#furthest;
  }

  /** Memory of what it has visited, in words of four bytes. */
  get words(): number {
    return this.#visited.words;
  }

  /** Gives bits to operations and says what each is. */
  #number(): DoneSet {
    const { history, ids, returns } = this.#sub;
    const { verb, written } = history;
    const flags = this.#flags;
    const bits = this.#bit;
    let required = 0;
    for (let i = 0; i < returns.length; i++) if (returns[i] !== OPEN) required++;
    const done = new DoneSet(required, ids.length - required);
    const supply = this.#supply;
    const unread = this.#model.holdsValues && supply === undefined ? unreadWrites(this.#sub) : undefined;
    let requiredBit = 0;
    let optionalBit = done.optionalStart;
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i] ?? 0;
      const code = verb[id] ?? 0;
      if (returns[i] === OPEN) {
        bits[i] = optionalBit++;
        flags[i] = this.#model.forgets && isBlind(code) ? LAZY : 0;
        continue;
      }
      bits[i] = requiredBit++;
      flags[i] = REQUIRED | (isPure(code) ? PURE : 0);
      if (unread?.[i] !== 1 && supply?.isUnread(i) !== true) continue;
      flags[i] = REQUIRED | UNREAD;
      this.#unreadState = written[id] ?? NONE;
    }
    this.#left = required;
    return done;
  }

  /** Takes the call when nothing speaks against it: a read that is possible now, an unread write after another. */
  #sweep(position: number): boolean {
    const flags = this.#flags[position] ?? 0;
    const taken =
      (flags & PURE) !== 0
        ? this.#model.step(this.#state, this.#sub.ids[position] ?? 0) !== IMPOSSIBLE
        : (flags & UNREAD) !== 0 && (this.#topFlags() & UNREAD) !== 0;
    if (taken) {
      this.#done.add(this.#bit[position] ?? 0);
      this.#entry = this.#push(position, this.#state);
      return true;
    }
    this.#entry = this.#list.next[position] ?? 0;
    return false;
  }

  /** Flags of the operation taken last. */
  #topFlags(): number {
    return this.#depth === 0 ? 0 : (this.#flags[this.#stack[this.#depth - 1] ?? 0] ?? 0);
  }

  /** All reads are taken: now the operations that lead elsewhere. */
  #branch(): void {
    this.#sweeping = false;
    this.#entry = this.#list.first;
    this.#unread = this.#findUnread();
  }

  #findUnread(): number {
    if (this.#unreadState === NONE || (this.#topFlags() & UNREAD) !== 0) return NONE;
    const n = this.#stack.length;
    for (let entry = this.#list.first; entry < n; entry = this.#list.next[entry] ?? n) {
      if (((this.#flags[entry] ?? 0) & UNREAD) !== 0) return entry;
    }
    return NONE;
  }

  /** Takes the call when it is possible and leads where the search has not been. */
  #try(position: number): boolean {
    const next = this.#mayTake(position) ? this.#stateAfter(position) : IMPOSSIBLE;
    if (next !== IMPOSSIBLE && !this.#isHopeless(position, next)) {
      const bit = this.#bit[position] ?? 0;
      const lazy = ((this.#flags[position] ?? 0) & LAZY) >>> 1;
      this.#done.add(bit);
      if (this.#visited.add(this.#done, next * 2 + lazy)) {
        this.#push(position, next);
        this.#sweeping = true;
        this.#entry = this.#list.first;
        return true;
      }
      this.#done.delete(bit);
    }
    this.#entry = this.#list.next[position] ?? 0;
    return false;
  }

  #stateAfter(position: number): number {
    if (((this.#flags[position] ?? 0) & UNREAD) !== 0) return this.#unreadState;
    return this.#model.step(this.#state, this.#sub.ids[position] ?? 0);
  }

  #mayTake(position: number): boolean {
    const flags = this.#flags[position] ?? 0;
    if ((flags & PURE) !== 0) return false;
    const twin = this.#twin?.[position] ?? NONE;
    if (twin !== NONE && !this.#done.has(this.#bit[twin] ?? 0)) return false;
    if (this.#unread === NONE && (this.#topFlags() & LAZY) === 0) return true;
    return position === this.#unread || !isBlind(this.#sub.history.verb[this.#sub.ids[position] ?? 0] ?? 0);
  }

  #lacksSource(): boolean {
    const until = this.#supply?.missing() ?? NONE;
    if (until > this.#furthest) this.#furthest = until;
    return until !== NONE;
  }

  /** Would taking the operation make a later one impossible? */
  #isHopeless(position: number, next: number): boolean {
    const until = this.#supply?.destroys(position) ?? NONE;
    if (until > this.#furthest) this.#furthest = until;
    return until !== NONE || (this.#looksAhead && next === this.#model.dark && !this.#leavesDark());
  }

  /** Is there something to end a dark state before an answered read has returned? */
  #leavesDark(): boolean {
    const n = this.#stack.length;
    let entry = this.#list.first;
    for (; entry < this.#list.end; entry = this.#list.next[entry] ?? 0) {
      const position = entry < n ? entry : entry - n;
      const verb = this.#sub.history.verb[this.#sub.ids[position] ?? 0] ?? 0;
      if (entry < n && isReset(verb)) return true;
      if (entry < n || !isPure(verb)) continue;
      this.#furthest = Math.max(this.#furthest, this.#sub.returns[position] ?? NONE);
      return false;
    }
    return true;
  }

  #push(position: number, state: number): number {
    this.#stack[this.#depth] = position;
    this.#stackState[this.#depth] = this.#state;
    this.#depth++;
    this.#supply?.take(position);
    this.#state = state;
    if ((this.#flags[position] ?? 0) & REQUIRED) this.#left--;
    return this.#list.lift(position);
  }

  /** Gives back the last choice, and the reads after it. False when there was none. */
  #goBack(entry: number): boolean {
    const blocking = this.#sub.returns[entry - this.#stack.length] ?? NONE;
    if (blocking > this.#furthest) this.#furthest = blocking;
    this.#keepBest();
    while (this.#depth > 0) {
      const position = this.#stack[--this.#depth] ?? 0;
      const flags = this.#flags[position] ?? 0;
      this.#state = this.#stackState[this.#depth] ?? 0;
      this.#done.delete(this.#bit[position] ?? 0);
      this.#supply?.putBack(position);
      this.#list.putBack(position);
      if (flags & REQUIRED) this.#left++;
      if (this.#depth < this.#same) this.#same = this.#depth;
      if (flags & PURE || (flags & UNREAD && this.#topFlags() & UNREAD)) continue;
      this.#entry = this.#list.next[position] ?? 0;
      this.#unread = this.#findUnread();
      return true;
    }
    return false;
  }

  #keepBest(): void {
    if (this.#depth <= this.#bestDepth) return;
    if (this.#best.length === 0) this.#best = new Int32Array(this.#stack.length);
    this.#best.set(this.#stack.subarray(this.#same, this.#depth), this.#same);
    this.#bestDepth = this.#depth;
    this.#same = this.#depth;
  }
}

/** By position, which operation that is open too was called before and does the same. */
function openTwins({ history, ids, returns }: SubHistory): Int32Array {
  const { key, verb, observed, written } = history;
  const twins = new Int32Array(ids.length).fill(NONE);
  const latest = new Map<string, number>();
  for (const [i, id] of ids.entries()) {
    if (returns[i] !== OPEN) continue;
    const name = `${key[id]} ${verb[id]} ${observed[id]} ${written[id]}`;
    twins[i] = latest.get(name) ?? NONE;
    latest.set(name, i);
  }
  return twins;
}
