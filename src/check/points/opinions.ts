import type { MemberRecord } from '../../trace/classic/log-record.ts';
import type { Group } from './group.ts';

const JOINED = 1;
/** The observer's last word: removed. */
const OUT = 2;
/** Removals after the subject's failure, counted up to two, as two bits. */
const ONE_REMOVAL = 4;
const REMOVALS = 12;
const LATE = 16;

/** What one node said of another. */
export interface Opinion {
  readonly joined: boolean;
  /** The last word is that it is removed. */
  readonly out: boolean;
  /** Removals logged after the failure: 0, 1, or 2 for more. */
  readonly removals: number;
  /** One of these came after the deadline. */
  readonly late: boolean;
}

/** A removal that nobody's failure explains. */
export interface FalseRemoval {
  readonly observer: number;
  readonly subject: number;
  readonly tick: number;
}

/**
 * Joins and removals of a whole run: one byte for each observer that ever spoke and each subject, so that a group of
 * 10 000 stays gradable. Records come in order of time, `APP` lines first.
 */
export class Opinions {
  readonly #group: Group;
  readonly #deadlineTicks: (nodes: number) => number;
  readonly #rows = new Map<number, Uint8Array>();
  readonly #columns = new Map<number, number>();
  /** The first of them; all are counted. */
  #falseRemoval: FalseRemoval | undefined;
  #falseRemovals = 0;

  constructor(group: Group, deadlineTicks: (nodes: number) => number) {
    this.#group = group;
    this.#deadlineTicks = deadlineTicks;
  }

  get falseRemovals(): { readonly count: number; readonly first: FalseRemoval | undefined } {
    return { count: this.#falseRemovals, first: this.#falseRemoval };
  }

  add(record: MemberRecord): void {
    const { node: observer, member: subject, tick } = record;
    const failedAt = this.#group.failedAt(subject);
    const mute = this.#group.failedAt(observer);
    const explained =
      failedAt !== undefined && tick >= failedAt && mute === undefined && this.#group.nodes.has(observer);
    if (record.kind === 'removed' && !explained) {
      this.#falseRemoval ??= { observer, subject, tick };
      this.#falseRemovals += 1;
    }
    const row = this.#row(observer);
    const column = this.#columns.get(subject);
    if (row === undefined || column === undefined || mute !== undefined) return;
    const before = row[column] as number;
    if (record.kind === 'joined') {
      row[column] = (before | JOINED) & ~OUT;
      return;
    }
    const after = before | OUT;
    if (failedAt === undefined) {
      row[column] = after;
      return;
    }
    const late = tick > failedAt + this.#deadlineTicks(this.#group.size) ? LATE : 0;
    const more = (before & REMOVALS) < 2 * ONE_REMOVAL ? ONE_REMOVAL : 0;
    row[column] = (after + more) | late;
  }

  of(observer: number, subject: number): Opinion {
    const bits = this.#rows.get(observer)?.[this.#columns.get(subject) ?? -1] ?? 0;
    return {
      joined: (bits & JOINED) !== 0,
      out: (bits & OUT) !== 0,
      removals: (bits & REMOVALS) / ONE_REMOVAL,
      late: (bits & LATE) !== 0,
    };
  }

  /** @returns undefined for an observer that is not of the group */
  #row(observer: number): Uint8Array | undefined {
    const known = this.#rows.get(observer);
    if (known !== undefined) return known;
    if (!this.#group.nodes.has(observer)) return undefined;
    if (this.#columns.size < this.#group.size)
      for (const node of this.#group.nodes)
        if (!this.#columns.has(node)) this.#columns.set(node, this.#columns.size);
    const row = new Uint8Array(this.#columns.size);
    this.#rows.set(observer, row);
    return row;
  }
}
