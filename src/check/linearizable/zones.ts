import type { History } from '../history/history.ts';
import { OPEN, outcomeCode } from '../history/history.ts';
import type { Partition } from '../history/partition.ts';
import { isBlind, isPure } from '../history/verb-effect.ts';
import { positionsInOrder } from './nearly-sorted.ts';

/**
 * `foreign`: not a register whose values are all written once, so zones cannot tell.
 * The other words but `holds` say what is wrong; see `ZoneChecker`.
 */
export type ZoneAnswer = 'holds' | 'foreign' | 'fabricated' | 'early' | 'torn' | 'stale';

const NONE = -1;
/** Cluster 0 is the value before the first write. */
const INITIAL = 0;

/**
 * Decides in n log n whether the reads and writes of one register are linearizable, given that no value is written
 * twice, so that every read names its write (Gibbons and Korach 1997, theorem 4.1; zones as in Golab, Li, Shah 2011).
 *
 * A write and its reads are a cluster. Its zone lies between the first return and the last call in it. Where the return
 * comes first, the zone is forward: during all of it the register must hold the value. Where it does not, backward:
 * the value is held at some moment of it. The history is linearizable unless
 *
 * - `fabricated`: a read returned what nobody wrote, or
 * - `early`: a read returned before its write was called, or
 * - `torn`: two forward zones overlap, or
 * - `stale`: a backward zone lies within a forward one.
 *
 * The first value is a write before all others. A failed write never was. A write with an unknown outcome that nobody
 * read may be left out; one that was read did happen, and ends after everything else: had it ended sooner, there would
 * be one more constraint, never one less.
 */
export class ZoneChecker {
  readonly #partition: Partition;
  readonly #history: History;
  readonly #initial: number;
  /** By value number: the cluster of the value in the register at hand, valid where the stamp is its stamp. */
  readonly #clusterOf: Int32Array;
  readonly #stamps: Int32Array;
  #stamp = 0;
  #count = 0;
  #writer = new Int32Array(0);
  #firstReturn = new Int32Array(0);
  #lastCall = new Int32Array(0);
  #firstOf = new Int32Array(0);
  #lastOf = new Int32Array(0);
  #begin = new Int32Array(0);
  #sorted = new Int32Array(0);
  #culprits: readonly number[] = [];

  /** @param grouped the history, key by key @param initial the number of the value before the first write */
  constructor(grouped: History, partition: Partition, initial: number) {
    this.#partition = partition;
    this.#history = grouped;
    this.#initial = initial;
    this.#clusterOf = new Int32Array(grouped.values.size + 1);
    this.#stamps = new Int32Array(grouped.values.size + 1);
  }

  check(key: number): ZoneAnswer {
    const from = this.#partition.starts[key] ?? 0;
    const to = this.#partition.starts[key + 1] ?? 0;
    this.#reserve(to - from + 1);
    this.#culprits = [];
    if (!this.#admitWrites(from, to)) return 'foreign';
    const bad = this.#admitReads(from, to);
    return bad === 'holds' ? this.#compareZones() : bad;
  }

  /** The operations that contradict each other, after an answer other than `holds` and `foreign`: at most six. */
  get culprits(): readonly number[] {
    return this.#culprits;
  }

  #reserve(clusters: number): void {
    this.#stamp++;
    this.#count = 0;
    if (clusters <= this.#writer.length) return;
    const room = Math.max(clusters, this.#writer.length * 2);
    this.#writer = new Int32Array(room);
    this.#firstReturn = new Int32Array(room);
    this.#lastCall = new Int32Array(room);
    this.#firstOf = new Int32Array(room);
    this.#lastOf = new Int32Array(room);
    this.#begin = new Int32Array(room);
    this.#sorted = new Int32Array(room);
  }

  #open(value: number, writer: number, returned: number, call: number): void {
    const cluster = this.#count++;
    this.#clusterOf[value] = cluster;
    this.#stamps[value] = this.#stamp;
    this.#writer[cluster] = writer;
    this.#firstReturn[cluster] = returned;
    this.#lastCall[cluster] = call;
    this.#firstOf[cluster] = writer;
    this.#lastOf[cluster] = writer;
  }

  #admitWrites(from: number, to: number): boolean {
    const { verb, outcome, written, call, return: ends } = this.#history;
    this.#open(this.#initial, NONE, -1, -1);
    for (let row = from; row < to; row++) {
      const code = verb[row] ?? 0;
      if (isPure(code)) continue;
      if (!isBlind(code)) return false;
      if (outcome[row] === outcomeCode.failed) continue;
      const value = written[row] ?? 0;
      if (this.#stamps[value] === this.#stamp) return false;
      this.#open(value, row, ends[row] ?? OPEN, call[row] ?? 0);
    }
    return true;
  }

  #admitReads(from: number, to: number): ZoneAnswer {
    const { verb, outcome, observed, call, return: ends } = this.#history;
    for (let row = from; row < to; row++) {
      if (!isPure(verb[row] ?? 0) || outcome[row] !== outcomeCode.ok) continue;
      const value = observed[row] ?? 0;
      if (this.#stamps[value] !== this.#stamp) return this.#blame('fabricated', [row]);
      const cluster = this.#clusterOf[value] ?? 0;
      const writer = this.#writer[cluster] ?? NONE;
      const end = ends[row] ?? OPEN;
      if (writer !== NONE && end < (call[writer] ?? 0)) return this.#blame('early', [row, writer]);
      if (end < (this.#firstReturn[cluster] ?? 0)) {
        this.#firstReturn[cluster] = end;
        this.#firstOf[cluster] = row;
      }
      const start = call[row] ?? 0;
      if (start > (this.#lastCall[cluster] ?? 0)) {
        this.#lastCall[cluster] = start;
        this.#lastOf[cluster] = row;
      }
    }
    return 'holds';
  }

  /** Goes through the zones by their beginnings, remembering the forward one that reaches furthest. */
  #compareZones(): ZoneAnswer {
    const zones = this.#sortZones();
    let reach = NONE;
    let holder = NONE;
    for (let i = 0; i < zones; i++) {
      const cluster = this.#sorted[i] ?? 0;
      const firstReturn = this.#firstReturn[cluster] ?? 0;
      const lastCall = this.#lastCall[cluster] ?? 0;
      if (firstReturn < lastCall) {
        if (firstReturn < reach)
          return this.#blame('torn', [...this.#edges(holder), ...this.#edges(cluster)]);
        reach = lastCall;
        holder = cluster;
      } else if (firstReturn < reach) {
        return this.#blame('stale', [...this.#edges(holder), ...this.#edges(cluster)]);
      }
    }
    return 'holds';
  }

  /** Writes the clusters into `#sorted`, by where their zones begin. @returns how many have one */
  #sortZones(): number {
    const begin = this.#begin;
    const count = this.#count;
    for (let cluster = INITIAL; cluster < count; cluster++) {
      const firstReturn = this.#firstReturn[cluster] ?? 0;
      const lastCall = this.#lastCall[cluster] ?? 0;
      begin[cluster] = firstReturn === OPEN || firstReturn < lastCall ? firstReturn : lastCall;
    }
    return positionsInOrder(begin, count, this.#sorted);
  }

  #edges(cluster: number): readonly number[] {
    return [this.#writer[cluster] ?? NONE, this.#firstOf[cluster] ?? NONE, this.#lastOf[cluster] ?? NONE];
  }

  #blame(answer: ZoneAnswer, rows: readonly number[]): ZoneAnswer {
    const ids = rows.filter((row) => row !== NONE).map((row) => this.#partition.ids[row] ?? 0);
    this.#culprits = [...new Set(ids)].sort((a, b) => a - b);
    return answer;
  }
}
