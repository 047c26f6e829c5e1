import type { Key, NodeId } from '../ids.ts';
import type { StoredRecord } from '../record.ts';
import type { Electorate } from '../replication/electorate.ts';
import { compareVersion } from '../version.ts';

interface Ballot {
  readonly electorate: Electorate;
  /** What each replica that has answered holds. */
  readonly held: Map<NodeId, StoredRecord | undefined>;
}

/** What a quorum holds of a key: a record, or nothing. */
export interface Confirmed {
  readonly key: Key;
  readonly record: StoredRecord | undefined;
}

/**
 * One question to the replicas of some keys: what do you hold, durably? What a whole quorum holds in one version is
 * confirmed: each later quorum has a replica in common with this one, and replicas only go forward. So it can neither vanish nor
 * be followed by something older.
 */
export class Poll {
  readonly number: number;
  readonly #open: Map<Key, Ballot>;

  constructor(number: number, keys: Iterable<Key>, electorateOf: (key: Key) => Electorate) {
    this.number = number;
    this.#open = new Map(
      Array.from(keys, (key) => [key, { electorate: electorateOf(key), held: new Map() }]),
    );
  }

  /** Keys that are not confirmed. */
  get open(): Iterable<Key> {
    return this.#open.keys();
  }

  /** Nobody is left who is likely to answer. */
  isOver(isSuspected: (replica: NodeId) => boolean): boolean {
    for (const { electorate, held } of this.#open.values())
      if (electorate.replicas.some((replica) => !held.has(replica) && !isSuspected(replica))) return false;
    return true;
  }

  /** Whom to ask for which keys, in the order in which they came up. */
  questions(): ReadonlyMap<NodeId, readonly Key[]> {
    const questions = new Map<NodeId, Key[]>();
    for (const [key, { electorate }] of this.#open)
      for (const replica of electorate.replicas)
        questions.set(replica, [...(questions.get(replica) ?? []), key]);
    return questions;
  }

  /**
   * One replica's answer.
   * @param nothing of these keys it holds nothing; of others that it does not name it cannot tell
   * @returns what is confirmed by it
   */
  take(from: NodeId, records: readonly StoredRecord[], nothing: readonly Key[]): readonly Confirmed[] {
    const told: readonly Confirmed[] = [
      ...records.map((record) => ({ key: record.key, record })),
      ...nothing.map((key) => ({ key, record: undefined })),
    ];
    const confirmed: Confirmed[] = [];
    for (const { key, record } of told) {
      const ballot = this.#open.get(key);
      if (ballot === undefined) continue;
      ballot.held.set(from, record);
      const alike = [...ballot.held].filter(([, held]) => isSame(held, record)).map(([node]) => node);
      if (!ballot.electorate.isMet(alike)) continue;
      this.#open.delete(key);
      confirmed.push({ key, record });
    }
    return confirmed;
  }
}

function isSame(a: StoredRecord | undefined, b: StoredRecord | undefined): boolean {
  return a === undefined || b === undefined ? a === b : compareVersion(a.version, b.version) === 0;
}
